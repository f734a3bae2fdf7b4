import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Store, Write } from '#domain/ports.ts'

export type StoreUnderTest = { store: Store; advance: (ms: number) => void }

let spaces = 0

/** What every store promises; the laptop's, the cloud's and the simulation's are held to the same words. */
export function storeContract(name: string, open: () => Promise<StoreUnderTest>): void {
  /** Keys of a test of its own, so that one table serves all. */
  const space = () => `T${process.pid}-${++spaces}`
  const put = (pk: string, sk: string, value: unknown, ifVersion = 0, more: Partial<Extract<Write, { type: 'put' }>> = {}): Write => ({
    type: 'put',
    key: { pk, sk },
    value,
    ifVersion,
    ...more,
  })

  describe(`${name} as a store`, () => {
    it('reads what was committed, in the order asked for, and undefined for what is absent', async () => {
      const [{ store }, pk] = [await open(), space()]
      await store.commit([put(pk, 'a', { text: '水', zero: 0, no: false }), put(pk, 'b', [1])])
      const [b, none, a] = await store.get([
        { pk, sk: 'b' },
        { pk, sk: 'x' },
        { pk, sk: 'a' },
      ])
      expect(b).toMatchObject({ value: [1], version: 1 })
      expect(none).toBeUndefined()
      expect(a).toMatchObject({ value: { text: '水', zero: 0, no: false }, version: 1 })
    })

    it('counts versions and refuses a write on one that is no longer', async () => {
      const [{ store }, pk] = [await open(), space()]
      expect(await store.commit([put(pk, 'a', 1)])).toEqual({ type: 'committed' })
      expect(await store.commit([put(pk, 'a', 2)])).toEqual({ type: 'conflict' })
      expect(await store.commit([put(pk, 'a', 2, 1)])).toEqual({ type: 'committed' })
      expect(await store.commit([put(pk, 'a', 3, 1)])).toEqual({ type: 'conflict' })
      expect((await store.get([{ pk, sk: 'a' }]))[0]).toMatchObject({ value: 2, version: 2 })
    })

    it('applies all writes of a commit or none', async () => {
      const [{ store }, pk] = [await open(), space()]
      await store.commit([put(pk, 'a', 1)])
      const mixed: Write[] = [
        put(pk, 'b', 1),
        { type: 'delete', key: { pk, sk: 'a' }, ifVersion: 1 },
        { type: 'check', key: { pk, sk: 'c' }, ifVersion: 5 },
      ]
      expect(await store.commit(mixed)).toEqual({ type: 'conflict' })
      expect(
        await store.get([
          { pk, sk: 'a' },
          { pk, sk: 'b' },
        ]),
      ).toMatchObject([{ value: 1 }, undefined])
      expect(await store.commit([...mixed.slice(0, 2), { type: 'check', key: { pk, sk: 'c' }, ifVersion: 0 }])).toEqual({
        type: 'committed',
      })
      expect(
        await store.get([
          { pk, sk: 'a' },
          { pk, sk: 'b' },
        ]),
      ).toMatchObject([undefined, { value: 1 }])
    })

    it('takes a hundred writes and refuses more', async () => {
      const [{ store }, pk] = [await open(), space()]
      const writes = (count: number) => Array.from({ length: count }, (_, index) => put(pk, `n${index}`, index))
      expect(await store.commit(writes(100))).toEqual({ type: 'committed' })
      await expect(store.commit(writes(101))).rejects.toThrow(/100/)
      const keys = Array.from({ length: 100 }, (_, index) => ({ pk, sk: `n${index}` }))
      expect((await store.get(keys)).map((item) => item?.value)).toEqual(keys.map((_, index) => index))
    })

    it('lets exactly one of many commits on the same version win', async () => {
      const [{ store }, pk] = [await open(), space()]
      const results = await Promise.all(Array.from({ length: 10 }, (_, index) => store.commit([put(pk, 'a', index)])))
      expect(results.filter(({ type }) => type === 'committed')).toHaveLength(1)
    })

    it('does not show what has expired, and lets it be written again', async () => {
      const [{ store, advance }, pk] = [await open(), space()]
      const expiresAtSeconds = Math.floor(Date.UTC(2026, 10, 23) / 1000) + 60
      await store.commit([put(pk, 'a', 1, 0, { expiresAtSeconds })])
      expect((await store.get([{ pk, sk: 'a' }]))[0]).toMatchObject({ value: 1, expiresAtSeconds })
      advance(61_000)
      expect((await store.get([{ pk, sk: 'a' }]))[0]).toBeUndefined()
      expect(await store.range({ pk, limit: 10 })).toEqual([])
      expect(await store.commit([put(pk, 'a', 2, 1)])).toEqual({ type: 'conflict' })
      expect(await store.commit([put(pk, 'a', 2)])).toEqual({ type: 'committed' })
    })

    it('lists a partition in order, both ways, between bounds, page by page', async () => {
      const [{ store }, pk] = [await open(), space()]
      const names = Array.from({ length: 25 }, (_, index) => `k${String(index).padStart(2, '0')}`)
      await store.commit(names.map((sk) => put(pk, sk, sk)))
      const list = async (more: object) => (await store.range({ pk, limit: 100, ...more })).map(({ sk }) => sk)
      expect(await list({})).toEqual(names)
      expect(await list({ newestFirst: true })).toEqual([...names].reverse())
      expect(await list({ after: 'k03', before: 'k07' })).toEqual(['k04', 'k05', 'k06'])
      expect(await list({ newestFirst: true, before: 'k03' })).toEqual(['k02', 'k01', 'k00'])
      const paged: string[] = []
      for (let after: string | undefined; ; ) {
        const page = await store.range({ pk, limit: 7, ...(after !== undefined && { after }) })
        if (page.length === 0) break
        paged.push(...page.map(({ sk }) => sk))
        after = paged.at(-1)
      }
      expect(paged).toEqual(names)
    })

    it('lists a view of the rows that are in it, and follows them when they leave', async () => {
      const [{ store }, pk] = [await open(), space()]
      const view = `${pk}-view`
      const seen = (sk: string) => ({ views: { a: { pk: view, sk } } })
      await store.commit([put(pk, 'x', 1, 0, seen('2')), put(pk, 'y', 2, 0, seen('1')), put(pk, 'z', 3)])
      const list = async () => (await store.range({ pk: view, view: 'a', limit: 10 })).map(({ value }) => value)
      expect(await list()).toEqual([2, 1])
      await store.commit([put(pk, 'x', 1, 1)])
      expect(await list()).toEqual([2])
      await store.commit([{ type: 'delete', key: { pk, sk: 'y' }, ifVersion: 1 }])
      expect(await list()).toEqual([])
      expect((await store.get([{ pk, sk: 'z' }]))[0]?.views).toBeUndefined()
    })

    it('agrees with a plain map over any sequence of commits', async () => {
      const { store } = await open()
      const write = fc.record({
        type: fc.constantFrom('put' as const, 'delete' as const),
        sk: fc.constantFrom('a', 'b', 'c'),
        stale: fc.boolean(),
      })
      await fc.assert(
        fc.asyncProperty(fc.array(write, { minLength: 1, maxLength: 15 }), async (commits) => {
          const pk = space()
          const model = new Map<string, number>()
          for (const { type, sk, stale } of commits) {
            const version = model.get(sk) ?? 0
            const ifVersion = stale ? version + 1 : version
            const result = await store.commit([type === 'put' ? put(pk, sk, version, ifVersion) : { type, key: { pk, sk }, ifVersion }])
            expect(result.type).toBe(stale ? 'conflict' : 'committed')
            if (!stale && type === 'put') model.set(sk, version + 1)
            if (!stale && type === 'delete') model.delete(sk)
          }
          for (const item of await store.range({ pk, limit: 10 })) expect(model.get(item.sk)).toBe(item.version)
        }),
        { numRuns: 15 },
      )
    })
  })
}
