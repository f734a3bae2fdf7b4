import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { DataFolderUnavailable, LedgerFile } from '#adapters/local/ledger-file.ts'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import { LocalStore } from '#adapters/local/store.ts'
import { type StoreUnderTest, storeContract } from '#test/contract/store-contract.ts'

const start = Date.UTC(2026, 10, 23)
const files: LedgerFile[] = []
afterAll(() => Promise.all(files.map((file) => file.close())))

function settableClock() {
  let now = start
  const clock = { now: () => now, sleep: async () => undefined }
  return {
    clock,
    advance: (ms: number) => {
      now += ms
    },
  }
}

storeContract('the map of the simulation', async (): Promise<StoreUnderTest> => {
  const { clock, advance } = settableClock()
  return { store: new MemoryStore(clock), advance }
})

storeContract('the ledger file of a laptop', async (): Promise<StoreUnderTest> => {
  const { clock, advance } = settableClock()
  const file = await LedgerFile.open(mkdtempSync(join(tmpdir(), 'ledger-')))
  files.push(file)
  return { store: new LocalStore(file, clock), advance }
})

describe('the ledger file', () => {
  it('still has everything after it was closed and opened again', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-'))
    const { clock } = settableClock()
    const first = await LedgerFile.open(folder)
    await new LocalStore(first, clock).commit([{ type: 'put', key: { pk: 'p', sk: 's' }, value: '水', ifVersion: 0 }])
    await first.close()
    const second = await LedgerFile.open(folder)
    files.push(second)
    expect((await new LocalStore(second, clock).get([{ pk: 'p', sk: 's' }]))[0]).toMatchObject({ value: '水', version: 1 })
  })

  it('refuses a second opener and says why', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'ledger-'))
    files.push(await LedgerFile.open(folder))
    await expect(LedgerFile.open(folder)).rejects.toThrow(DataFolderUnavailable)
  })

  it('refuses an item larger than the cloud would take', async () => {
    const file = await LedgerFile.open(mkdtempSync(join(tmpdir(), 'ledger-')))
    files.push(file)
    const { clock } = settableClock()
    await expect(
      new LocalStore(file, clock).commit([{ type: 'put', key: { pk: 'p', sk: 's' }, value: 'x'.repeat(410 * 1024), ifVersion: 0 }]),
    ).rejects.toThrow(/limit/)
  })
})
