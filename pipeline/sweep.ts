import * as z from 'zod'
import { escalateUnacknowledged } from '#domain/incident/acknowledgement.ts'
import type { Item, Write } from '#domain/ports.ts'
import { disarmWrite } from '#ledger/deadlines.ts'
import { incidentWrites, readIncident } from '#ledger/incidents.ts'
import { deadlineBucket, deadlineMinute, deadlineShards, keys, padded } from '#ledger/keys.ts'
import { putRow, type Row, readRow, rowOf } from '#ledger/row-type.ts'
import { type Deadline, deadlineRow } from '#ledger/rows/event-rows.ts'
import { advanceByTimer } from '#pipeline/detection/remembered.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'
import type { ScenarioRuntimes } from '#pipeline/scenario-runtime.ts'

export type SweepServices = Pick<DetectionServices, 'store' | 'clock' | 'log'> & { scenarioAt: ScenarioRuntimes }

const minuteMs = 60_000
/** Every sweep looks this far behind the last one: a message that waited in the stream may arm a deadline in a minute already swept. */
const lookBackMs = 15 * minuteMs

/**
 * Deals with every deadline that has come due since the last complete sweep. Missed sweeps are made up, overlapping ones are
 * harmless: each deadline's effect and its removal are one commit. Answers how many it dealt with.
 */
export async function sweep(services: SweepServices): Promise<number> {
  const now = services.clock.now()
  const checkpoint = await readRow(services.store, keys.sweep)
  const sweptThroughMs = checkpoint?.value.sweptThroughMs ?? now
  const total: Swept = { dealt: 0, failed: 0 }
  let through = now
  for (let minute = floorToMinute(Math.min(sweptThroughMs, now) - lookBackMs); minute <= now; minute += minuteMs) {
    const { dealt, failed } = await sweepMinute(services, minute, now)
    total.dealt += dealt
    total.failed += failed
    // What could not be met is looked for again from its minute on; everything else is met all the same.
    if (failed > 0) through = Math.min(through, minute + lookBackMs)
  }
  await advanceCheckpoint(services, checkpoint, through)
  return total.dealt
}

type Swept = { dealt: number; failed: number }

/** What a timer says when it comes: which deadline is due. */
export const dueDeadlineSchema = z.object({ dueAtMs: z.number(), deadlineId: z.string() })
export type DueDeadline = z.infer<typeof dueDeadlineSchema>

/** Deals with one deadline that a short timer announced; silently does nothing when it is gone or moved. */
export async function expire(services: SweepServices, due: DueDeadline): Promise<void> {
  const row = await readRow(services.store, keys.deadline(due.dueAtMs, due.deadlineId))
  if (row && due.dueAtMs <= services.clock.now()) await meet(services, row.value)
}

async function sweepMinute(services: SweepServices, minuteStartMs: number, nowMs: number): Promise<Swept> {
  const minute = deadlineMinute(minuteStartMs)
  const swept: Swept = { dealt: 0, failed: 0 }
  for (let shard = 0; shard < deadlineShards; shard++) {
    const pk = deadlineBucket(minute, shard)
    let after: string | undefined
    for (;;) {
      const page = { pk, limit: 100, before: padded(nowMs + 1, 15), ...(after !== undefined && { after }) }
      const items = await services.store.range(page)
      const met = await Promise.all(items.map((item) => isMet(services, item)))
      swept.dealt += met.filter(Boolean).length
      swept.failed += met.filter((isSo) => !isSo).length
      after = items.at(-1)?.sk
      if (after === undefined) break
    }
  }
  return swept
}

/** One deadline that cannot be met, or read, must not keep the others from being met. */
async function isMet(services: SweepServices, item: Item): Promise<boolean> {
  try {
    await meet(services, rowOf(deadlineRow, item).value)
    return true
  } catch (error) {
    services.log.error('a deadline was not met and will be looked at again', { deadline: item.sk, cause: String(error) })
    return false
  }
}

async function meet(services: SweepServices, deadline: Deadline): Promise<void> {
  if (deadline.type === 'acknowledge') return meetAcknowledge(services, deadline)
  const running = await services.scenarioAt(deadline.scenario)
  if (!running) return void (await services.store.commit([disarmWrite(deadline)]))
  await advanceByTimer(running.services, running.scenario, deadline.key, deadline.name, deadline.dueAtMs)
}

async function meetAcknowledge(services: SweepServices, deadline: Extract<Deadline, { type: 'acknowledge' }>): Promise<void> {
  const stored = await readIncident(services.store, deadline.incidentId)
  const rule = stored && (await services.scenarioAt(stored.incident.scenario))?.scenario.unacknowledged
  const change = stored && rule ? escalateUnacknowledged(stored.incident, rule, deadline.dueAtMs, services.clock.now()) : undefined
  const escalation: Write[] =
    stored && change?.entry ? incidentWrites(stored.version, change.incident, [{ incident: change.incident, entry: change.entry }]) : []
  // A conflict means that somebody acts on the incident at this moment: the row stays and the next sweep looks again.
  await services.store.commit([...escalation, disarmWrite(deadline)])
}

/** Only forward: a clock that jumped back must not have deadlines swept twice or the checkpoint lost. */
async function advanceCheckpoint(
  services: SweepServices,
  checkpoint: Row<{ sweptThroughMs: number }> | undefined,
  nowMs: number,
): Promise<void> {
  const sweptThroughMs = checkpoint?.value.sweptThroughMs ?? 0
  if (nowMs <= sweptThroughMs) return
  await services.store.commit([putRow(keys.sweep, { sweptThroughMs: nowMs }, checkpoint?.version ?? 0)])
}

function floorToMinute(atMs: number): number {
  return Math.floor(atMs / minuteMs) * minuteMs
}
