import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { LocalArchive } from '#adapters/local/archive.ts'
import { mergedOverrides } from '#domain/county/county.ts'
import type { Incident } from '#domain/incident/incident.ts'
import type { Label } from '#domain/incident/label.ts'
import type { StreamRecord } from '#domain/ports.ts'
import { fileLimits } from '#ledger/limits.ts'
import { loadCounty } from '#local/load-county.ts'
import { backtest, NothingKept, recorded, TooManyMessages } from '#pipeline/backtest/backtest.ts'
import { suggestLimit, TooFewLabels } from '#pipeline/backtest/suggest.ts'
import { countyContext } from '#scenarios/county-context.ts'
import { smartCommunity } from '#scenarios/smart-community/scenario.ts'

const county = loadCounty('demo')
const facts = countyContext(county)
const devices = new Map(county.devices.map((device) => [device.id, device]))
const startMs = Date.UTC(2026, 3, 13, 23, 30)
const minuteMs = 60_000
const endMs = startMs + 90 * minuteMs
const encoder = new TextEncoder()

describe('a rule tried on the past', () => {
  it('changes nothing under the limits in force', async () => {
    const result = await tried({})
    expect(result).toMatchObject({ added: [], removed: [], kept: 1, changed: [], messages: 90 })
  })

  it('tells which incidents a lower limit would have added, across midnight', async () => {
    const { added, removed } = await tried({ gas: { preAlarmLelPct: 2 } })
    expect(removed).toEqual([])
    expect(added).toMatchObject([{ subject: 'point:gas-2', level: 'pre-alarm' }])
  })

  it('tells which a higher limit would have removed', async () => {
    const { added, removed } = await tried({ gas: { preAlarmLelPct: 20, alarmLelPct: 25, criticalLelPct: 40 } })
    expect(added).toEqual([])
    expect(removed.map(({ subject }) => subject)).toEqual(['point:gas-1'])
  })

  it('lets delays run out where no message came', async () => {
    const { kept } = await tried({}, 1)
    expect(kept).toBe(1)
  })

  it('refuses to hold more at once than it was allowed', async () => {
    const archive = await recordedNight()
    const trial = { scenario: smartCommunity, limits: undefined, fromMs: startMs, toMs: endMs }
    await expect(recorded(servicesOver(archive), trial, 50)).rejects.toThrow(TooManyMessages)
  })

  it('says from when on it knows when the beginning is not kept any more', async () => {
    const archive = await recordedNight()
    expect(await run({}, archive)).not.toHaveProperty('lacksBeforeMs')
    const dayMs = 86_400_000
    const midnightMs = startMs + 30 * minuteMs
    expect(await archive.trim(midnightMs)).toBe(1)
    // A batch that began before midnight went with its day.
    expect(await run({}, archive)).toMatchObject({ lacksBeforeMs: midnightMs, messages: 15 })
    const later = await run({}, await recordedNight(), { nowMs: startMs + facts.archiveDays * dayMs + 10 * minuteMs })
    expect(later.lacksBeforeMs).toBe(startMs + 10 * minuteMs)
  })

  it('answers no figures of a time of which nothing is kept', async () => {
    const archive = await recordedNight()
    await archive.trim(startMs + 10 * 86_400_000)
    expect(await archive.begins()).toBeUndefined()
    await expect(run({}, archive)).rejects.toThrow(NothingKept)
  })

  it('reads what there is, however far the time that was asked about reaches', async () => {
    const [fromMs, toMs] = [Date.UTC(122, 0), Date.UTC(9999, 0)]
    expect(await run({}, await recordedNight(), { fromMs, toMs })).toMatchObject({ kept: 1, messages: 90 })
  })

  it('says what is wrong with limits that no county file could hold', () => {
    const wrong = facts.limitsWith(smartCommunity.id, { gas: { alarmLelPct: 'much' } })
    expect(wrong).toMatchObject({ ok: false, problems: [{ path: 'limits.gas.alarmLelPct' }] })
  })
})

describe('a suggested limit', () => {
  const gasPreAlarm = { path: 'gas.preAlarmLelPct', takes: 'number', least: 1, most: 25 } as const
  const low = (overrides: Record<string, unknown>) =>
    facts.limitsWith(smartCommunity.id, mergedOverrides({ gas: { preAlarmLelPct: 2 } }, overrides))

  it('removes what people found false and keeps what they found true, as near to the present as that goes', async () => {
    const result = await suggested(['true', 'true', 'true'], ['false', 'false', 'false'])
    expect(result).toMatchObject({ present: 2, labelledTrue: 3, labelledFalse: 3, suggested: { value: 4.3, falseRemoved: 3, trueLost: 0 } })
    expect(result.steps.find(({ value }) => value === 1.9)).toMatchObject({ falseRemoved: 0, trueLost: 0 })
  })

  it('is none where every better value would lose a true one', async () => {
    expect((await suggested(['false', 'false', 'false'], ['true', 'true'])).suggested).toBeUndefined()
  })

  it('is refused where too few cases were judged', async () => {
    await expect(suggested(['true'], ['false', 'false'])).rejects.toThrow(TooFewLabels)
  })

  /** Closures of the leak in the first kitchen and of the frying in the second. */
  async function suggested(leak: Label[], frying: Label[]) {
    const archive = await recordedNight()
    const limits = low({})
    if (!limits.ok) throw new Error('the limits of the test are wrong')
    const book = { of: async () => () => ({ limits: limits.limits }) }
    const services = { archive, county: facts, limits: book, registry: { lookUp: async () => devices }, clock: { now: () => endMs } }
    const ended = (device: string, minute: number, labels: Label[]) =>
      labels.map((label) => {
        const atMs = startMs + minute * minuteMs
        return {
          subject: `point:${device}`,
          episodeStartedAtMs: atMs,
          lastObservedAtMs: atMs,
          ended: { reason: 'closed', atMs, by: 'x', label },
        }
      }) as Incident[]
    const labelled = [...ended('gas-1', 20, leak), ...ended('gas-2', 33, frying)]
    const question = { scenario: smartCommunity, parameter: gasPreAlarm, fromMs: startMs, toMs: endMs, labelled }
    return suggestLimit(services, question, low)
  }
})

async function tried(overrides: Record<string, unknown>, leaks?: number) {
  return run(overrides, await recordedNight(leaks))
}

type Run = { nowMs?: number; fromMs?: number; toMs?: number }

function run(overrides: Record<string, unknown>, archive: LocalArchive, { nowMs = endMs, fromMs = startMs, toMs = endMs }: Run = {}) {
  const limits = facts.limitsWith(smartCommunity.id, overrides)
  if (!limits.ok) throw new Error(JSON.stringify(limits.problems))
  return backtest(servicesOver(archive, nowMs), { scenario: smartCommunity, limits: limits.limits, fromMs, toMs })
}

function servicesOver(archive: LocalArchive, nowMs = endMs) {
  const registry = { lookUp: async () => devices }
  return { archive, county: facts, limits: fileLimits(facts), registry, clock: { now: () => nowMs } }
}

/** Two kitchens by the minute: one leaks from the twentieth minute on (or says so once and falls silent), one fries past midnight. */
async function recordedNight(leaks = 45): Promise<LocalArchive> {
  const archive = new LocalArchive(mkdtempSync(join(tmpdir(), 'backtest-')))
  const minutes = Array.from({ length: 45 }, (_, minute) => minute)
  const records = minutes.flatMap((minute) => [
    record(2 * minute, 'gas-1', minute, minute >= 20 && minute < 20 + leaks ? 12 : 0),
    record(2 * minute + 1, 'gas-2', minute, minute > 32 && minute < 38 ? 3 : 0.2),
  ])
  for (let batch = 0; batch < records.length; batch += 25)
    await archive.store(String(batch).padStart(4, '0'), records.slice(batch, batch + 25))
  return archive
}

function record(number: number, device: string, minute: number, lelPct: number): StreamRecord {
  const atMs = startMs + minute * minuteMs
  const payload = encoder.encode(JSON.stringify({ v: 1, id: `m${number}`, ts: atMs, lelPct }))
  return {
    sequence: String(number).padStart(6, '0'),
    envelope: { kind: 'gas', device, clientId: device, principal: 'key', receivedAtMs: atMs + 200, payload },
  }
}
