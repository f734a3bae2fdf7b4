import { MemoryStore } from '#adapters/local/memory-store.ts'
import { Tally } from '#adapters/local/tally.ts'
import { emptyAgenda } from '#domain/agenda.ts'
import type { County } from '#domain/county/county.ts'
import { memberOf } from '#domain/entries.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Incident } from '#domain/incident/incident.ts'
import type { TimelineEntry } from '#domain/incident/timeline.ts'
import { transition } from '#domain/incident/transition.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import type { Clock, Key, Log, Rng, Store, StreamRecord } from '#domain/ports.ts'
import { consumes, type Scenario } from '#domain/scenario/scenario.ts'
import { cachedRegistry, newDeviceWrites } from '#ledger/devices.ts'
import { incidentWrites, readIncident } from '#ledger/incidents.ts'
import { deadlinesWord } from '#ledger/keys.ts'
import { cachedLimits } from '#ledger/limits.ts'

import { valuesOf } from '#ledger/row-type-at.ts'

import { incidentRow, timelineRow } from '#ledger/rows/incident-rows.ts'
import type { Generator, Script, Season, Truth } from '#local/ground-truth/script.ts'
import { seededRng } from '#local/seeded-rng.ts'
import { detectBatch } from '#pipeline/detection/detect-batch.ts'
import { relay } from '#pipeline/relay.ts'
import { runtimesOf } from '#pipeline/scenario-runtime.ts'
import { startShortTimers } from '#pipeline/short-timers.ts'
import { type DueDeadline, dueDeadlineSchema, expire, sweep } from '#pipeline/sweep.ts'
import { countyContext, scenariosOf } from '#scenarios/county-context.ts'

export type InventedDay = {
  county: County
  seed: number
  startMs: number
  days: number
  season: Season
  generators: readonly Generator[]
  network?: Network
  /** What stands between the county and its ledger, for whoever counts what is asked of it. */
  ledger?: (store: Store) => Store
}

export type Network = { usualMs: number; lateShare: number; lateMs: number; twiceShare: number }

/** What is left of an invented day. */
export type Outcome = {
  truths: Truth[]
  incidents: Incident[]
  timelines: Map<string, TimelineEntry[]>
  /** When a console was first hinted at each incident, by its id. */
  toldAtMs: Map<string, number>
  /** Messages that devices sent, that came in (some twice), that were refused, and that could not be worked through. */
  messages: { sent: number; received: number; rejected: number; failed: number }
}

const encoder = new TextEncoder()
const isFault = (level: string) => ['silent', 'fault'].includes(level)
const minuteMs = 60_000
const silentLog: Log = { info: () => undefined, warn: () => undefined, error: () => undefined }
/** What networks do: most messages within half a second, some late, some twice. */
const usualNetwork: Network = { usualMs: 400, lateShare: 0.02, lateMs: 25_000, twiceShare: 0.02 }

/**
 * An invented day through the very handlers that are deployed: detection, ledger, relay, timers, sweep. Time stands still while
 * they work and jumps to the next thing that happens, so a day takes seconds. Officers take what is grave after half a minute.
 */
export async function playDay({
  county,
  seed,
  startMs,
  days,
  season,
  generators,
  network = usualNetwork,
  ledger = (store) => store,
}: InventedDay): Promise<Outcome> {
  const rng = seededRng(seed)
  const agenda = emptyAgenda()
  const endMs = startMs + days * 24 * 60 * minuteMs
  let nowMs = startMs
  const clock: Clock = { now: () => nowMs, sleep: async () => undefined }
  const rows = new MemoryStore(clock, 'shared')
  const store = ledger(rows)
  const tally = new Tally()
  const services = servicesOf(county, store, clock, rng.fork('services'), tally)
  const { scenarios } = services
  const detecting = new Map(scenarios.map((scenario) => [scenario.id, services.ofProcess()]))
  const [sweeper, timer] = [sweeperOf(services, scenarios), sweeperOf(services, scenarios)]
  const truths: Truth[] = []
  const orders = new Map<string, ((command: DeviceCommand) => void)[]>()
  const silences = new Map<string, [fromMs: number, untilMs: number][]>()
  const messages = { sent: 0, received: 0, rejected: 0, failed: 0 }
  const arrivals: StreamRecord[] = []
  const due: DueDeadline[] = []
  const net = rng.fork('network')

  const armed: Key[] = []
  rows.onPut(deadlinesWord, (put) => armed.push(...put))
  for (const device of county.devices) await store.commit(newDeviceWrites(scenarios, device, startMs))

  const arrive = (record: Omit<StreamRecord, 'sequence'>, atMs: number) =>
    agenda.add(atMs, () => {
      arrivals.push({ sequence: String(++messages.received), envelope: { ...record.envelope, receivedAtMs: nowMs } })
    })
  const isSilent = (device: string) => silences.get(device)?.some(([fromMs, untilMs]) => nowMs >= fromMs && nowMs < untilMs) ?? false
  const say: Script['say'] = (device, kind, fields) => {
    if (isSilent(device)) return
    const message = { v: 1, id: `d${++messages.sent}`, ts: formatTime(nowMs, county.file.time.offsetMinutes), ...fields }
    const envelope = {
      kind,
      device,
      clientId: device,
      principal: 'labelled',
      receivedAtMs: 0,
      payload: encoder.encode(JSON.stringify(message)),
    }
    const delayMs = net.next() < network.lateShare ? net.next() * network.lateMs : 20 + net.next() * network.usualMs
    arrive({ envelope }, nowMs + delayMs)
    if (net.next() < network.twiceShare) arrive({ envelope }, nowMs + delayMs + net.next() * 2_000)
  }
  const script = (name: number): Script => ({
    county,
    startMs,
    endMs,
    season,
    rng: rng.fork(`teller ${name}`),
    now: () => nowMs,
    at: (atMs, act) => agenda.add(Math.max(atMs, nowMs), act),
    say,
    truth: (truth) => truths.push(truth.levels.some(isFault) || !truth.devices.every(isSilent) ? truth : { ...truth, blind: true }),
    silence: (device, fromMs, untilMs) => silences.set(device, [...(silences.get(device) ?? []), [fromMs, untilMs]]),
    onOrder: (device, act) => orders.set(device, [...(orders.get(device) ?? []), act]),
  })
  for (const [index, tell] of generators.entries()) tell(script(index))
  for (let atMs = startMs; atMs < endMs; atMs += minuteMs) agenda.add(atMs, () => due.push({ dueAtMs: 0, deadlineId: 'sweep' }))

  const officers = officersAt(services, agenda.add, () => nowMs)
  const toldAtMs = new Map<string, number>()
  const hint = (id: string) => {
    if (!toldAtMs.has(id)) toldAtMs.set(id, nowMs)
    officers.hear(id)
  }
  const links = {
    push: { publish: async (_topic: string, payload: unknown) => hint(String(memberOf(payload, 'id'))) },
    timers: {
      send: async ({ body, delaySeconds }: { body: unknown; delaySeconds: number }) =>
        agenda.add(nowMs + delaySeconds * 1000, () => due.push(dueDeadlineSchema.parse(body))),
    },
    deviceCommands: {
      command: async (command: DeviceCommand) => {
        if (command.notAfterMs >= nowMs) for (const act of orders.get(command.device) ?? []) act(command)
      },
    },
  }
  let isTold = true
  rows.onPut('OUTBOX#', () => {
    isTold = false
  })
  for (let entry = agenda.next(); entry && entry.atMs <= endMs; entry = agenda.next()) {
    nowMs = Math.max(nowMs, Math.ceil(entry.atMs)) // clocks count whole milliseconds
    entry.act()
    for (const record of arrivals.splice(0)) {
      for (const scenario of scenarios) {
        const process = detecting.get(scenario.id)
        if (process && consumes(scenario, record.envelope.kind))
          messages.failed += (await detectBatch(process, scenario, [record])).failed.length
      }
    }
    for (const deadline of due.splice(0)) {
      if (deadline.deadlineId === 'sweep') await sweep(sweeper)
      else await expire(timer, deadline)
      // Each minute the relay looks without being told, too.
      if (deadline.deadlineId === 'sweep') isTold = false
    }
    await officers.act()
    await startShortTimers({ ...links, clock }, armed.splice(0))
    while (!isTold) {
      isTold = true
      await relay({ ...services, ...links })
    }
  }
  const left = [...rows.rows.values()]
  const incidents = valuesOf(left, incidentRow)
  const entries = valuesOf(left, timelineRow)
  const timelines = byIncident(entries)
  messages.rejected = Object.entries(tally.snapshot()).reduce(
    (sum, [name, count]) => sum + (name.startsWith('MessagesRejected') ? count : 0),
    0,
  )
  return { truths, incidents, timelines, toldAtMs, messages }
}

/** What all functions have in common, and what each keeps for itself: none shares what another has read. */
function servicesOf(county: County, store: Store, clock: Clock, rng: Rng, meter: Tally) {
  const facts = countyContext(county)
  const base = { county: facts, store, readings: new WeakMap(), clock, rng, log: silentLog, meter }
  const ofProcess = () => ({ ...base, registry: cachedRegistry(store, clock), limits: cachedLimits(base) })
  return { ...base, scenarios: scenariosOf(county), ofProcess }
}

function sweeperOf(services: ReturnType<typeof servicesOf>, scenarios: readonly Scenario[]) {
  return { ...services, scenarioAt: runtimesOf(services.ofProcess(), scenarios) }
}

/** Officers on duty take every incident they are notified of within a minute. */
function officersAt(services: ReturnType<typeof servicesOf>, add: (atMs: number, act: () => void) => void, now: () => number) {
  const seen = new Set<string>()
  const ready: string[] = []
  return {
    hear(id: string) {
      if (seen.has(id)) return
      seen.add(id)
      add(now() + 15_000 + services.rng.next() * 30_000, () => ready.push(id))
    },
    async act() {
      for (const id of ready.splice(0)) {
        const stored = await readIncident(services.store, id)
        if (!stored) continue
        const outcome = transition(stored.incident, { type: 'acknowledge' }, { id: 'wang-min', role: 'duty-officer' }, now())
        if (outcome.type === 'done') await services.store.commit(incidentWrites(stored.version, outcome.incident, [outcome]))
      }
    },
  }
}

function byIncident(entries: TimelineEntry[]): Map<string, TimelineEntry[]> {
  const timelines = new Map<string, TimelineEntry[]>()
  for (const entry of entries) {
    const timeline = timelines.get(entry.incidentId)
    if (timeline) timeline.push(entry)
    else timelines.set(entry.incidentId, [entry])
  }
  return timelines
}
