import type { Scenario } from '#domain/detection/scenario.ts'
import { escalateUnacknowledged } from '#domain/incident/acknowledgement.ts'
import type { Item, Write } from '#domain/ports.ts'
import { advanceKey } from '#lambdas/detection/advance-key.ts'
import type { DetectionServices } from '#lambdas/detection/services.ts'
import { type Deadline, disarmWrite } from '#lambdas/ledger/deadlines.ts'
import { incidentWrites, readIncident } from '#lambdas/ledger/incidents.ts'
import { deadlineBucket, deadlineMinute, deadlineShards, keys, padded } from '#lambdas/ledger/keys.ts'

export type SweepServices = DetectionServices & { scenarios: readonly Scenario[] }

const minuteMs = 60_000
/** Every sweep looks this far behind the last one: a message that waited in the stream may arm a deadline in a minute already swept. */
const lookBackMs = 15 * minuteMs

/**
 * Deals with every deadline that has come due since the last complete sweep. Missed sweeps are made up, overlapping ones are
 * harmless: each deadline's effect and its removal are one commit. Answers how many it dealt with.
 */
export async function sweep(services: SweepServices): Promise<number> {
  const now = services.clock.now()
  const [checkpoint] = await services.store.get([keys.sweep])
  const sweptThroughMs = (checkpoint?.value as { sweptThroughMs: number } | undefined)?.sweptThroughMs ?? now
  let dealt = 0
  for (let minute = floorToMinute(Math.min(sweptThroughMs, now) - lookBackMs); minute <= now; minute += minuteMs) {
    dealt += await sweepMinute(services, minute, now)
  }
  await advanceCheckpoint(services, checkpoint, now)
  return dealt
}

/** Deals with one deadline that a short timer announced; silently does nothing when it is gone or moved. */
export async function expire(services: SweepServices, due: { dueAtMs: number; deadlineId: string }): Promise<void> {
  const [row] = await services.store.get([keys.deadline(due.dueAtMs, due.deadlineId)])
  if (row && due.dueAtMs <= services.clock.now()) await meet(services, row.value as Deadline)
}

async function sweepMinute(services: SweepServices, minuteStartMs: number, nowMs: number): Promise<number> {
  const minute = deadlineMinute(minuteStartMs)
  let dealt = 0
  for (let shard = 0; shard < deadlineShards; shard++) {
    const pk = deadlineBucket(minute, shard)
    let after: string | undefined
    for (;;) {
      const rows = await services.store.range({ pk, limit: 100, before: padded(nowMs + 1, 15), ...(after !== undefined && { after }) })
      await Promise.all(rows.map((row) => meet(services, row.value as Deadline)))
      dealt += rows.length
      after = rows.at(-1)?.sk
      if (after === undefined) break
    }
  }
  return dealt
}

async function meet(services: SweepServices, deadline: Deadline): Promise<void> {
  if (deadline.type === 'acknowledge') return meetAcknowledge(services, deadline)
  const scenario = services.scenarios.find(({ id }) => id === deadline.scenario)
  if (!scenario) return void (await services.store.commit([disarmWrite(deadline)]))
  await advanceKey(services, scenario, deadline.key, [
    { kind: 'wake', key: deadline.key, name: deadline.name, observedAtMs: deadline.dueAtMs },
  ])
}

async function meetAcknowledge(services: SweepServices, deadline: Extract<Deadline, { type: 'acknowledge' }>): Promise<void> {
  const stored = await readIncident(services.store, deadline.incidentId)
  const rule = services.scenarios.find(({ id }) => id === stored?.incident.scenario)?.unacknowledged
  const change = stored && rule ? escalateUnacknowledged(stored.incident, rule, deadline.dueAtMs, services.clock.now()) : undefined
  const escalation: Write[] =
    stored && change?.entry ? incidentWrites(stored.version, change.incident, [{ incident: change.incident, entry: change.entry }]) : []
  // A conflict means that somebody acts on the incident at this moment: the row stays and the next sweep looks again.
  await services.store.commit([...escalation, disarmWrite(deadline)])
}

/** Only forward: a clock that jumped back must not have deadlines swept twice or the checkpoint lost. */
async function advanceCheckpoint(services: SweepServices, checkpoint: Item | undefined, nowMs: number): Promise<void> {
  const sweptThroughMs = (checkpoint?.value as { sweptThroughMs: number } | undefined)?.sweptThroughMs ?? 0
  if (nowMs <= sweptThroughMs) return
  await services.store.commit([{ type: 'put', key: keys.sweep, value: { sweptThroughMs: nowMs }, ifVersion: checkpoint?.version ?? 0 }])
}

function floorToMinute(atMs: number): number {
  return Math.floor(atMs / minuteMs) * minuteMs
}
