import { describe, expect, it } from 'vitest'
import { checkCharacter, identityNumber } from '#scenarios/epidemic-control/linkage/identity-number.ts'
import { personRef, phoneRef } from '#scenarios/epidemic-control/linkage/person-ref.ts'

/** The two examples that GB 11643-1999 itself prints. */
const printed = ['11010519491231002X', '440524188001010014']
const key = new TextEncoder().encode('a county’s key')

describe('an identity number', () => {
  it.each(printed)('%s of the standard has its check character', (number) => {
    expect(checkCharacter(number)).toBe(number[17])
    expect(identityNumber(number)).toBe(number)
  })

  it('is the same written in full width, with spaces or a small x', () => {
    expect(identityNumber(' １１０１０５ １９４９１２３１ ００２ｘ')).toBe('11010519491231002X')
  })

  it('with one wrong digit or two neighbours exchanged is none', () => {
    const number = '440524188001010014'
    for (let at = 0; at < 18; at++) {
      const wrong = `${number.slice(0, at)}${(Number(number[at]) + 1) % 10}${number.slice(at + 1)}`
      expect(identityNumber(wrong)).toBeUndefined()
      const [one, other] = [number[at], number[at + 1]]
      if (other && one !== other) expect(identityNumber(number.slice(0, at) + other + one + number.slice(at + 2))).toBeUndefined()
    }
  })

  it('of somebody born on 30 February is none', () => {
    const digits = '11010519490230002'
    expect(identityNumber(digits + checkCharacter(digits))).toBeUndefined()
  })
})

describe('a reference to a person', () => {
  it('is the same however the number was written, and another under another county’s key', () => {
    const ref = personRef(key, '11010519491231002x')
    expect(ref).toMatch(/^[0-9a-f]{64}$/)
    expect(personRef(key, '11010519491231002X')).toBe(ref)
    expect(personRef(new TextEncoder().encode('another key'), '11010519491231002X')).not.toBe(ref)
  })

  it('is not made of a wrong number, and of a telephone only with a birth date', () => {
    expect(personRef(key, '110105194912310021')).toBeUndefined()
    expect(phoneRef(key, '+86 138-0000-0000', '1980-01-01')).toBe(phoneRef(key, '13800000000', '1980-01-01'))
    expect(phoneRef(key, '13800000000', '1980-01-02')).not.toBe(phoneRef(key, '13800000000', '1980-01-01'))
    expect(phoneRef(key, '0717-123', '1980-01-01')).toBeUndefined()
  })
})
