import { beforeEach, describe, expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import type { Write } from '#domain/ports.ts'
import { Bill } from '#scripts/cost/bill.ts'
import { MeteredStore } from '#scripts/cost/metered-store.ts'
import { noise } from '#scripts/cost/noise.fixture.ts'
import { storeContract } from '#test/contract/store-contract.ts'

const memory = (key: string) => ({ pk: `MEMORY#fire#${key}`, sk: 'memory' })
const put = (key: string, ifVersion = 0, bytes = 100): Write => ({ type: 'put', key: memory(key), value: noise(bytes), ifVersion })

let bill: Bill
let store: MeteredStore

beforeEach(() => {
  bill = new Bill()
  store = new MeteredStore(new MemoryStore({ now: () => 0 }), bill)
})

storeContract('the counting ledger', async () => {
  let nowMs = Date.UTC(2026, 10, 23)
  const counting = new MeteredStore(new MemoryStore({ now: () => nowMs }), new Bill())
  const advance = (ms: number) => {
    nowMs += ms
  }
  return { store: counting, advance }
})

describe('the bill of a ledger', () => {
  it('has one put alone once and in company twice', async () => {
    await store.commit([put('a')])
    expect(bill.total().writeUnits).toBe(1)
    await store.commit([put('b'), put('c')])
    expect(bill.total().writeUnits).toBe(1 + 4)
  })

  it('has a refused write by the row it met', async () => {
    await store.commit([put('a', 0, 2_600)])
    expect(await store.commit([put('a', 7)])).toEqual({ type: 'conflict' })
    expect(bill.total().writeUnits).toBe(3 + 3)
  })

  it('has a check as a write in a transaction', async () => {
    await store.commit([put('a'), { type: 'check', key: memory('b'), ifVersion: 0 }])
    expect(bill.total().writeUnits).toBe(2 + 2)
  })

  it('has each key that is read, also where nothing is, once', async () => {
    await store.commit([put('a', 0, 5_000)])
    await store.get([memory('a'), memory('a'), memory('nowhere')])
    expect(bill.total().readUnits).toBe(2 + 1)
  })

  it('has an empty query as one unit, in a view as half of one', async () => {
    await store.range({ pk: 'OUTBOX#0', limit: 10 })
    await store.range({ pk: 'INCIDENTS', view: 'a', limit: 10 })
    expect(bill.total().readUnits).toBe(1.5)
    expect(bill.lines().map(({ kind }) => kind)).toEqual(['OUTBOX, nothing there', 'INCIDENTS, nothing there'])
  })

  it('has a query by the bytes of its page, not by its rows', async () => {
    const rows = Array.from(
      { length: 8 },
      (_, index): Write => ({ type: 'put', key: { pk: 'P', sk: `${index}` }, value: noise(600), ifVersion: 0 }),
    )
    await store.commit(rows)
    await store.range({ pk: 'P', limit: 100 })
    expect(bill.total().readUnits).toBe(2)
  })

  it('says which scenario a row is of, by its key or by the memory it is written with', async () => {
    await store.commit([put('a'), { type: 'put', key: { pk: 'INCIDENT#1', sk: 'incident' }, value: {}, ifVersion: 0 }])
    await store.commit([{ type: 'put', key: { pk: 'DEADLINE#0', sk: '000#wake#fire#a#t' }, value: {}, ifVersion: 0 }])
    expect(bill.lines().map(({ scenario, kind }) => `${scenario} ${kind}`)).toEqual(['fire MEMORY', 'fire INCIDENT', 'fire DEADLINE'])
  })

  it('keeps the registration of devices apart', async () => {
    await store.commit([put('a'), { type: 'put', key: { pk: 'DEVICE#1', sk: 'device' }, value: {}, ifVersion: 0 }])
    expect(bill.enrolment.writeUnits).toBe(4)
    expect(bill.total().writeUnits).toBe(0)
  })
})
