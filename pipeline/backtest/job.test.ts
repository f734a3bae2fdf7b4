import { describe, expect, it } from 'vitest'
import { MemoryStore } from '#adapters/local/memory-store.ts'
import type { StreamRecord } from '#domain/ports.ts'
import { readBacktest, runningBacktests } from '#ledger/backtests.ts'
import { fileLimits } from '#ledger/limits.ts'
import { loadCounty } from '#local/load-county.ts'
import { beginBacktest } from '#pipeline/backtest/begin.ts'
import { backtestTurn } from '#pipeline/backtest/job.ts'
import type { ArchiveReader } from '#pipeline/backtest/read-hour.ts'
import { countyContext } from '#scenarios/county-context.ts'
import { smartCommunity } from '#scenarios/smart-community/scenario.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

type Source = ArchiveReader['archive']

const county = loadCounty('demo')
const facts = countyContext(county)
const kitchen = county.devices.find(({ id }) => id === 'gas-1')
const startMs = Date.UTC(2026, 3, 13)
const [hourMs, dayMs] = [3_600_000, 86_400_000]
const encoder = new TextEncoder()
const never = () => false

describe('a back-test as a job', () => {
  it('ends within five minutes over a week of a thousand devices, at 20 ms an object, and holds an hour at once', async () => {
    const clock = new VirtualClock(startMs + 7 * dayMs)
    const [shards, perHour] = [4, 120]
    const fetched = async <Value>(value: Value) => {
      await clock.sleep(20)
      return value
    }
    // Each device speaks once in four hours; a shard's batch is stored every half minute.
    const of = (batch: number, shard: number) => {
      const turn = (batch * shards + shard) % 1_920
      return turn < 1_000 ? [said(`gas-${turn}`, startMs + batch * 30_000, turn % 50 === 3 ? 3 : 0.2)] : []
    }
    let [objects, inFlight, inFlightMost] = [0, 0, 0]
    const archive: Source = {
      batches: (hour) => {
        const first = Math.round(((hour - startMs) / hourMs) * perHour)
        const isKept = hour >= startMs && hour < startMs + 7 * dayMs
        const names = [0, 1, 2, 3].flatMap((shard) => Array.from({ length: perHour }, (_, n) => `${first + n} ${shard}`))
        return fetched(isKept ? names : [])
      },
      open: (name) => {
        objects++
        inFlightMost = Math.max(inFlightMost, ++inFlight)
        const [batch = 0, shard = 0] = name.split(' ').map(Number)
        return fetched(of(batch, shard)).finally(() => inFlight--)
      },
    }
    const job = await begun(archive, clock, { toMs: startMs + 7 * dayMs })
    const beganAtMs = clock.now()
    let ended: string | undefined
    const running = job.turn(never).then((how) => {
      ended = how
    })
    while (!ended) await clock.advance(20)
    await running
    expect(objects).toBe(7 * 24 * perHour * shards)
    expect(await job.now()).toMatchObject({ messages: 42_000, skipped: {}, outcome: { state: 'done', result: { added: 20 } } })
    // One hour's records of the 42,000 (at about 1 kB each: half a megabyte), and sixteen batches on their way.
    expect((await job.now())?.heldMost).toBeLessThanOrEqual(4 * perHour)
    expect(inFlightMost).toBeLessThanOrEqual(16)
    expect(clock.now() - beganAtMs).toBeLessThan(5 * 60_000)
  }, 120_000)

  it('ends with the same result whether it is left alone, runs out of time after every hour, or is killed anywhere', async () => {
    const alone = await ended(await begun(recordedDay()))
    expect(alone).toMatchObject({ messages: 288, outcome: { state: 'done', result: { added: 1, kept: 1 } } })

    const inTurns = await begun(recordedDay())
    let turns = 1
    while ((await inTurns.turn(() => true)) === 'again') turns++
    expect(turns).toBe(48)
    expect(await inTurns.now()).toMatchObject({ turn: 47, messages: 288, outcome: alone.outcome, skipped: alone.skipped })

    for (const killedAt of [1, 25, 31, 40, 48]) {
      let asked = 0
      const mortal: Source = {
        ...recordedDay(),
        batches: (hour) => (++asked === killedAt ? Promise.reject(new Error('killed')) : recordedDay().batches(hour)),
      }
      const job = await begun(mortal)
      await expect(job.turn(never)).rejects.toThrow('killed')
      expect(await job.turn(never)).toBe('ended')
      expect(await job.now()).toMatchObject({ messages: 288, outcome: alone.outcome, skipped: alone.skipped })
    }
  })

  it('is not spoilt by a run that was taken for dead', async () => {
    let wake = () => {}
    const asleep = new Promise<void>((resolve) => {
      wake = resolve
    })
    let asked = 0
    const slow: Source = {
      ...recordedDay(),
      batches: async (hour) => {
        if (++asked === 35) await asleep
        return recordedDay().batches(hour)
      },
    }
    const job = await begun(slow)
    const zombie = job.turn(() => true)
    const rest = async () => {
      for (;;) {
        const how = await job.turn(() => true)
        if (how !== 'again') return how
      }
    }
    expect(await zombie).toBe('again')
    for (let turn = 0; turn < 33; turn++) await job.turn(() => true)
    const stuck = job.turn(() => true)
    await new Promise((resolve) => setImmediate(resolve))
    expect(await rest()).toBe('ended')
    const before = await job.now()
    wake()
    expect(await stuck).toBe('taken')
    expect(await job.now()).toEqual(before)
    expect(before?.outcome).toEqual((await ended(await begun(recordedDay()))).outcome)
  })

  it('tells what it left out, and why', async () => {
    const day = recordedDay()
    const [first = ''] = await day.batches(startMs)
    const other = { ...said('gas-1', startMs + 5, 1), envelope: { ...said('gas-1', startMs + 5, 1).envelope, kind: 'nobody-knows' } }
    const broken = said('gas-1', startMs + 6, Number.NaN)
    const archive: Source = {
      batches: async (hour) => [...(await day.batches(hour)), ...(hour === startMs ? ['odd'] : [])],
      open: async (name) => {
        if (name === first) throw new Error('gone')
        return name === 'odd' ? [other, broken] : day.open(name)
      },
    }
    const { skipped, messages } = await ended(await begun(archive))
    expect(skipped).toEqual({ 'batch-unreadable': 1, 'unknown-kind': 1, rejected: 1 })
    expect(messages).toBeLessThan(288)
  })

  it('fails, with what to do in both languages, where it is ended again and again without getting on', async () => {
    const job = await begun({ ...recordedDay(), batches: () => Promise.reject(new Error('killed')) })
    for (let turn = 0; turn < 3; turn++) await expect(job.turn(never)).rejects.toThrow('killed')
    expect(await job.turn(never)).toBe('ended')
    expect((await job.now())?.outcome).toMatchObject({ state: 'failed', problem: { zh: expect.any(String), en: expect.any(String) } })
    expect(await runningBacktests(job.store)).toEqual([])
  })
})

/** Two kitchens every ten minutes; one leaks, one fries over an hour's end. A batch in three reaches into the next two hours. */
function recordedDay(): Source {
  const records = Array.from({ length: 144 }, (_, n) => n).flatMap((n) => [
    said('gas-1', startMs + n * 600_000, n >= 40 && n < 80 ? 12 : 0),
    said('gas-2', startMs + n * 600_000 + 1, n >= 58 && n < 64 ? 3 : 0.2),
  ])
  const batches = new Map<string, StreamRecord[]>()
  for (let first = 0; first < records.length; first += 36) batches.set(`${first}`.padStart(4, '0'), records.slice(first, first + 36))
  const hourOf = (batch: readonly StreamRecord[]) => Math.floor((batch[0]?.envelope.receivedAtMs ?? 0) / hourMs) * hourMs
  return {
    batches: async (hour) => [...batches].filter(([, batch]) => hourOf(batch) === hour).map(([name]) => name),
    open: async (name) => batches.get(name) ?? [],
  }
}

function said(device: string, atMs: number, lelPct: number): StreamRecord {
  const payload = encoder.encode(JSON.stringify({ v: 1, id: `${device}-${atMs}`, ts: atMs, lelPct }))
  return { sequence: `${atMs}`, envelope: { kind: 'gas', device, clientId: device, principal: 'key', receivedAtMs: atMs, payload } }
}

/** A clock that goes on by so much whenever it is asked: the work takes time although nobody waits. */
function steppingClock(stepMs: number) {
  let nowMs = startMs + dayMs
  return {
    now() {
      nowMs += stepMs
      return nowMs
    },
  }
}

async function begun(archive: Source, clock: { now(): number } = steppingClock(7_000), { toMs = startMs + dayMs } = {}) {
  const store = new MemoryStore({ now: () => startMs + dayMs })
  if (!kitchen) throw new Error('the demo county has no gas-1')
  const registry = { lookUp: async (ids: string[]) => new Map(ids.map((id) => [id, { ...kitchen, id }])) }
  const base = { store, clock, county: facts, registry, limits: fileLimits(facts) }
  const known = { ...archive, begins: async () => startMs }
  const asked = { scenario: smartCommunity.id, overrides: { gas: { preAlarmLelPct: 2 } }, fromMs: startMs, toMs }
  const { id } = await beginBacktest({ ...base, archive: known, rng: { next: () => 0.5 } }, asked)
  const scenarioAt = async () => ({ scenario: smartCommunity, services: base })
  return {
    store,
    now: async () => (await readBacktest(store, id))?.value,
    turn: (isOver: () => boolean) => backtestTurn({ store, archive, clock, scenarioAt }, id, isOver),
  }
}

async function ended(job: Awaited<ReturnType<typeof begun>>) {
  expect(await job.turn(never)).toBe('ended')
  const backtest = await job.now()
  if (!backtest) throw new Error('it has gone')
  return backtest
}
