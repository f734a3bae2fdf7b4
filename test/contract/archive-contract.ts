import { describe, expect, it } from 'vitest'
import type { Archive, StreamRecord } from '#domain/ports.ts'

const midnightMs = Date.UTC(2026, 10, 23)
const hourMs = 3_600_000

function record(sequence: number, receivedAtMs: number): StreamRecord {
  const head = { kind: 'probe', device: 'd-1', clientId: 'd-1', principal: 'key/d-1', receivedAtMs }
  return { sequence: `${sequence}`, envelope: { ...head, payload: Uint8Array.of(0, 255, sequence) } }
}

async function sequences(archive: Archive, fromMs: number, toMs: number): Promise<string[]> {
  const found: string[] = []
  for await (const batch of archive.read(fromMs, toMs)) found.push(...batch.map(({ sequence }) => sequence))
  return found
}

/** What every archive promises: what came in between two moments, each record once, in the order of its shard. */
export function archiveContract(name: string, open: () => Promise<Archive>): void {
  describe(`${name} as an archive`, () => {
    it('is empty at first', async () => {
      const archive = await open()
      expect(await archive.begins()).toBeUndefined()
      expect(await sequences(archive, midnightMs - hourMs, midnightMs)).toEqual([])
    })

    it('gives back what it was given, byte for byte', async () => {
      const archive = await open()
      const sent = { ...record(1, midnightMs), envelope: { ...record(1, midnightMs).envelope, replayOf: 'r-1' } }
      await archive.store('s-1', [sent])
      const batches: StreamRecord[][] = []
      for await (const batch of archive.read(midnightMs, midnightMs + 1)) batches.push(batch)
      expect(batches).toEqual([[sent]])
    })

    it('reads from one moment to before another, also the night that a batch reaches into', async () => {
      const archive = await open()
      await archive.store('s-1', [record(1, midnightMs - 2 * hourMs), record(2, midnightMs - 1), record(3, midnightMs + hourMs)])
      await archive.store('s-4', [record(4, midnightMs + 2 * hourMs), record(5, midnightMs + 25 * hourMs)])
      expect(await sequences(archive, midnightMs - 1, midnightMs + 2 * hourMs)).toEqual(['2', '3'])
      expect(await sequences(archive, midnightMs, midnightMs + 3 * hourMs)).toEqual(['3', '4'])
      expect(await sequences(archive, midnightMs + 24 * hourMs, midnightMs + 48 * hourMs)).toEqual(['5'])
      expect(await sequences(archive, midnightMs - 48 * hourMs, midnightMs + 48 * hourMs)).toEqual(['1', '2', '3', '4', '5'])
    })

    it('has each record once when a batch is stored twice', async () => {
      const archive = await open()
      for (let times = 0; times < 2; times++) await archive.store('s-1', [record(1, midnightMs), record(2, midnightMs)])
      expect(await sequences(archive, midnightMs, midnightMs + 1)).toEqual(['1', '2'])
    })

    it('gives the batches of a shard in order, however many a day has and whenever they were stored', async () => {
      const archive = await open()
      for (const number of [3, 1, 7, 5, 2, 6, 4]) await archive.store(`s-00${number}`, [record(number, midnightMs + number)])
      expect(await sequences(archive, midnightMs, midnightMs + hourMs)).toEqual(['1', '2', '3', '4', '5', '6', '7'])
    })

    it('lists an hour by what began in it, and opens what it listed', async () => {
      const archive = await open()
      await archive.store('s-1', [record(1, midnightMs + hourMs - 1), record(2, midnightMs + hourMs)])
      await archive.store('s-3', [record(3, midnightMs + hourMs)])
      expect(await archive.batches(midnightMs + 2 * hourMs)).toEqual([])
      const opened = async (hour: number) =>
        Promise.all((await archive.batches(midnightMs + hour * hourMs)).map((one) => archive.open(one)))
      expect((await opened(0)).flat().map(({ sequence }) => sequence)).toEqual(['1', '2'])
      expect((await opened(1)).flat().map(({ sequence }) => sequence)).toEqual(['3'])
      await expect(archive.open('no such batch')).rejects.toThrow()
    })

    it('begins with the first day of which something is kept', async () => {
      const archive = await open()
      for (const day of [2, 0, 5, 1]) await archive.store(`s-${day}`, [record(day, midnightMs + day * 24 * hourMs + hourMs)])
      expect(await archive.begins()).toBe(midnightMs)
    })
  })
}
