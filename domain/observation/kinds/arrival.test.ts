import { describe, expect, it } from 'vitest'
import { arrival } from '#domain/observation/kinds/arrival.ts'
import { caseCount } from '#domain/observation/kinds/case-count.ts'
import { riskList } from '#domain/observation/kinds/risk-list.ts'

const [first] = arrival.example.stays as { from: string; to: string }[]
const withStay = (change: object) => ({ ...arrival.example, stays: [{ ...first, ...change }] })
const reasons = (body: object) =>
  arrival.body.safeParse(body).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? []

describe('an arrival', () => {
  it.each(['name', 'phone', 'idNo', 'identityNo'])('with a raw %s is refused', (field) => {
    expect(reasons({ ...arrival.example, [field]: '11010519491231002X' })[0]).toContain('raw identities never come here')
  })

  it.each(['示范小区 张某 11010519491231002X', '示范小区 13800000000'])(
    'with a number of a person in its address is refused: %s',
    (community) => {
      expect(reasons(withStay({ community }))[0]).toContain('looks like an identity or telephone number')
    },
  )

  it.each([
    ['from', { from: '2026-12-01T00:00:00+08:00', to: '2026-12-02T00:00:00+08:00' }],
    ['to', { to: '2026-12-01T00:00:00+08:00' }],
    ['to', { from: '2026-11-20T00:00:00+08:00', to: '2026-11-19T00:00:00+08:00' }],
  ])('with a stay that cannot be is refused at %s', (field, change) => {
    expect(reasons(withStay(change)).some((reason) => reason.startsWith(`stays.0.${field}`))).toBe(true)
  })

  it.each([
    { personRef: 'Li Lei' },
    { consent: undefined },
    { transport: 'bike-car' },
    { sealed: 'not base64!' },
    { sealed: 'A'.repeat(4_000) },
  ])('is refused with %j', (change) => {
    expect(arrival.body.safeParse({ ...arrival.example, ...change }).success).toBe(false)
  })

  it('without codes is accepted: a person has to ask', () => {
    expect(reasons({ ...withStay({ adcode: undefined }), origin: {} })).toEqual([])
  })
})

describe('a list of risk areas', () => {
  it.each([
    { prefecture: '420500' },
    { part: 2, parts: 1 },
    { listTime: '2022-09-14' },
    { entries: [{ level: 'grey', scope: '420502', text: '' }] },
  ])('is refused with %j', (change) => {
    expect(riskList.body.safeParse({ ...riskList.example, ...change }).success).toBe(false)
  })
})

describe('a case count', () => {
  it.each([
    { count: Number.NaN },
    { count: -1 },
    { count: '4' },
    { date: '2026-02-30' },
    { date: '2026-11-24' },
    { street: 'Main Street' },
  ])('is refused with %j', (change) => {
    expect(caseCount.body.safeParse({ ...caseCount.example, ...change }).success).toBe(false)
  })
})
