import { type LimitsVersion, numberInForce, shortestNoticeMs } from '#domain/county/limits-version.ts'
import type { Incident } from '#domain/incident/incident.ts'
import { transition } from '#domain/incident/transition.ts'
import { brokerPrincipal, presence } from '#domain/observation/presence.ts'
import { incidentWrites, readIncident } from '#ledger/incidents.ts'
import { keys } from '#ledger/keys.ts'
import { readVersions, versionWrites } from '#ledger/limits.ts'
import { Life } from '#test/simulation/faulty-ports.ts'
import { brokenPromises } from '#test/simulation/invariants.ts'
import { devices, type Sabotage, World } from '#test/simulation/world.ts'

const encoder = new TextEncoder()
const messages = 60

/** Plays one history from its seed: devices report, everything fails, then calm; answers the promises that were broken. */
export async function playHistory(seed: number, sabotage: Sabotage = {}): Promise<string[]> {
  const world = new World(seed, sabotage)
  await world.open()
  const alarms = new Map<string, Set<string>>()
  for (let number = 0; number < messages; number++) {
    report(world, number, alarms)
    if (world.rng.next() < 0.2) tellConnection(world, number)
    await misfortune(world)
    await world.clock.advance(world.rng.next() * 6_000)
  }
  world.heal()
  await world.settle()
  const counted = new Map([...alarms].map(([area, ids]) => [area, ids.size]))
  const broken = brokenPromises(world, counted)
  return broken.length > 0 ? broken : replayChangesNothing(world)
}

/** One message of one device; now and then late, sent twice, or out of order with its neighbour. */
function report(world: World, number: number, alarms: Map<string, Set<string>>): void {
  const { rng, clock } = world
  const device = devices[Math.floor(rng.next() * devices.length)] as (typeof devices)[number]
  const value = Math.floor(rng.next() * 150)
  const observedAtMs = clock.now() - (rng.next() < 0.2 ? Math.floor(rng.next() * 60_000) : 0)
  const payload = encoder.encode(JSON.stringify({ v: 1, id: `m-${number}`, ts: observedAtMs, value }))
  const envelope = { kind: 'probe', device: device.id, clientId: device.id, principal: 'key', receivedAtMs: clock.now(), payload }
  const area = device.watches[0] as string
  // Whenever a copy is worked through, it is judged by the limit in force when it came in: one above it is an alarm.
  const put = (receivedAtMs: number) => {
    if (value > limitAt(world, receivedAtMs)) alarms.set(area, (alarms.get(area) ?? new Set()).add(`m-${number}`))
    world.put({ ...envelope, receivedAtMs })
  }
  put(clock.now())
  if (rng.next() < 0.15) put(clock.now() + 5)
  if (rng.next() < 0.1) void clock.sleep(20_000 * rng.next()).then(() => put(clock.now()))
}

/** A device's connection comes or goes; the broker's word of it may be late, so that it meets a later one, or come twice. */
function tellConnection(world: World, number: number): void {
  const { rng, clock } = world
  const device = devices[Math.floor(rng.next() * devices.length)] as (typeof devices)[number]
  const connected = rng.next() < 0.5
  const told = {
    clientId: device.id,
    timestamp: clock.now(),
    eventType: connected ? 'connected' : 'disconnected',
    versionNumber: number + (connected ? 1 : 0),
    ...(!connected && { clientInitiatedDisconnect: rng.next() < 0.3 }),
  }
  const envelope = { kind: presence.name, device: device.id, clientId: device.id, principal: brokerPrincipal }
  const payload = encoder.encode(JSON.stringify(told))
  const put = () => world.put({ ...envelope, receivedAtMs: clock.now(), payload })
  if (rng.next() < 0.7) put()
  if (rng.next() < 0.4) void clock.sleep(30_000 * rng.next()).then(put)
}

async function misfortune(world: World): Promise<void> {
  const { rng } = world
  const life = new Life()
  if (rng.next() < 0.5) void world.runRelay(life)
  if (rng.next() < 0.15) void world.runSweep(life)
  if (rng.next() < 0.1) void world.clock.sleep(rng.next() * 100).then(() => life.die())
  if (rng.next() < 0.08) world.crash()
  if (rng.next() < 0.06) world.startConsumers()
  if (rng.next() < 0.1) world.endZombies()
  if (rng.next() < 0.03) world.clock.jump((rng.next() - 0.5) * 20_000)
  if (rng.next() < 0.15) await officerActs(world)
  if (rng.next() < 0.05) await ownerTunes(world)
}

/** An officer acknowledges or dismisses an incident while the machines write to it. */
async function officerActs(world: World): Promise<void> {
  const all = [...world.truth.rows.values()].filter(({ sk }) => sk === 'incident').map(({ value }) => value as Incident)
  const chosen = all[Math.floor(world.rng.next() * all.length)]
  const stored = chosen && (await readIncident(world.truth, chosen.id))
  if (!stored) return
  const command = world.rng.next() < 0.7 ? ({ type: 'acknowledge' } as const) : ({ type: 'dismiss', reason: 'false-alarm' } as const)
  const outcome = transition(stored.incident, command, { id: 'wang', role: 'duty-officer' }, world.clock.now())
  if (outcome.type === 'done') await world.truth.commit(incidentWrites(stored.version, outcome.incident, [outcome]))
}

/** The owner of the rules decides on another limit, which takes effect no sooner than the shortest notice. */
async function ownerTunes({ truth, rng, clock }: World): Promise<void> {
  const newest = (await readVersions(truth, 'probe')).at(-1)?.number ?? 0
  const version: LimitsVersion = {
    number: newest + 1,
    overrides: { alarmAbove: 20 + Math.floor(rng.next() * 80) },
    reason: 'tried',
    author: { id: 'owner', role: 'scenario-admin' },
    decidedAtMs: clock.now(),
    effectiveFromMs: clock.now() + shortestNoticeMs + Math.floor(rng.next() * 30_000),
  }
  await truth.commit(versionWrites('probe', version))
}

/** Every decision there is by now: one that is still to be made cannot concern what has come in. */
function limitAt({ truth }: World, atMs: number): number {
  const versions = [...truth.rows.values()]
    .filter(({ pk }) => pk === keys.limitsVersion('probe', 0).pk)
    .map(({ value }) => value as LimitsVersion)
  const number = numberInForce(
    versions.sort((a, b) => a.number - b.number),
    atMs,
  )
  return Number(versions.find((version) => version.number === number)?.overrides.alarmAbove ?? 50)
}

/** Reading the whole stream again, as after a lost checkpoint, leaves every incident as it is. */
async function replayChangesNothing(world: World): Promise<string[]> {
  const before = incidentsOf(world)
  world.checkpoints.clear()
  world.crash()
  await world.settle()
  return incidentsOf(world) === before ? [] : ['reading the stream again changed incidents']
}

function incidentsOf(world: World): string {
  const probes = [...world.truth.rows.values()].filter(({ sk, value }) => sk === 'incident' && (value as Incident).scenario === 'probe')
  return JSON.stringify(probes.sort((a, b) => (a.pk < b.pk ? -1 : 1)).map(({ value }) => value))
}
