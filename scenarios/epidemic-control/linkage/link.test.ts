import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { jaroWinkler } from '#scenarios/epidemic-control/linkage/jaro-winkler.ts'
import {
  agreementOf,
  automaticAgreement,
  findLinks,
  type PersonRecord,
  possibleAgreement,
} from '#scenarios/epidemic-control/linkage/link.ts'

describe('likeness of names', () => {
  it.each([
    ['MARTHA', 'MARHTA', 0.9611],
    ['DIXON', 'DICKSONX', 0.8133],
    ['DWAYNE', 'DUANE', 0.84],
    ['', '', 1],
    ['A', '', 0],
    ['欧阳娜娜', '欧阳娜', 0.9417],
  ])('of %s and %s is as Winkler printed it', (a, b, likeness) => {
    expect(jaroWinkler(a, b)).toBeCloseTo(likeness, 3)
  })

  it('lies between 0 and 1, does not depend on the order, and is 1 for the same', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (a, b) => {
        const likeness = jaroWinkler(a, b)
        expect(likeness).toBeGreaterThanOrEqual(0)
        expect(likeness).toBeLessThanOrEqual(1)
        expect(jaroWinkler(b, a)).toBeCloseTo(likeness, 1)
        expect(jaroWinkler(a, a)).toBe(1)
      }),
    )
  })
})

const li: PersonRecord = {
  givenName: 'lachlan',
  surname: 'berry',
  birthDate: '19990219',
  identityNo: '7364009',
  houseNumber: '69',
  street: 'giblin street',
  place: 'bittern',
  postcode: '4814',
}
const stranger: PersonRecord = { ...li, givenName: 'olga', surname: 'novak', birthDate: '19410101', identityNo: '1000001' }

describe('two records', () => {
  it('of one person with a mistyped number are merged by what else agrees', () => {
    expect(agreementOf(li, { ...li, identityNo: '7364090', givenName: 'lachlen' })).toBeGreaterThanOrEqual(automaticAgreement)
  })

  it('of two people in one household are not', () => {
    expect(agreementOf(li, { ...stranger, surname: li.surname })).toBeLessThan(possibleAgreement)
    expect(findLinks([li, stranger])).toEqual([])
  })

  it('of twins are shown to a person, never merged unseen', () => {
    const twin = { ...li, givenName: 'olga', identityNo: '1000001' }
    expect(findLinks([li, twin])).toMatchObject([{ automatic: false }])
  })

  it('with the names in each other’s place still agree', () => {
    expect(agreementOf(li, { ...li, givenName: 'berry', surname: 'lachlan' })).toBe(agreementOf(li, li))
  })

  it('with nothing known in common say nothing', () => {
    const empty = Object.fromEntries(Object.keys(li).map((field) => [field, ''])) as PersonRecord
    expect(agreementOf(li, empty)).toBe(0)
    expect(findLinks([empty, empty])).toEqual([])
  })

  it('are each compared once, whatever keys they share', () => {
    expect(findLinks([li, { ...li }, stranger])).toEqual([{ a: 0, b: 1, agreement: agreementOf(li, li), automatic: true }])
  })

  it('without any shared blocking key are never found: the price of not comparing everybody with everybody', () => {
    const hidden = { ...li, identityNo: '7364090', birthDate: '19990291', givenName: 'lachlen', postcode: '4841', houseNumber: '96' }
    expect(findLinks([li, hidden])).toEqual([])
  })
})
