import type { Timer } from '#domain/detection/detector.ts'
import { andThen, quiet } from '#domain/detection/step.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { FindingContext } from '#scenarios/elderly-care/finding-context.ts'
import { clear, minutes, raise } from '#scenarios/elderly-care/findings.ts'
import { blindness } from '#scenarios/elderly-care/gateway/heard.ts'
import { isNight } from '#scenarios/elderly-care/local-clock.ts'
import type { HomeMemory, HomeStep, RoomRule, Span } from '#scenarios/elderly-care/memory.ts'
import type { ElderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

/** A home whose sensors are silent is looked at again after this long. */
const lookAgainMs = 300_000

/** Somebody moves in a room: in the bathroom a stay begins, anywhere else it ends, and nobody is out in the night. */
export function onRoom(memory: HomeMemory, context: FindingContext, room: string, limits: ElderlyCareLimits): HomeStep {
  // A movement that comes late says nothing of where somebody is now.
  if (context.home === undefined || context.atMs < (memory.routine.lastMs ?? 0)) return quiet(memory)
  const back = ended(memory, context, 'night-exit')
  if (room !== 'bathroom') return andThen(back, (now) => ended(now, context, 'bathroom'))
  return andThen(back, (now) => begun(now, context, 'bathroom', limits.bathroomMinutes))
}

/** The entrance opens or closes. */
export function onEntranceDoor(memory: HomeMemory, context: FindingContext, open: boolean, limits: ElderlyCareLimits): HomeStep {
  if (context.home === undefined) return quiet(memory)
  const left = ended(memory, context, 'bathroom')
  if (!open) return andThen(left, (now) => ended(now, context, 'door'))
  const opened = andThen(left, (now) => begun(now, context, 'door', limits.doorOpenMinutes))
  if (!isNight(context.atMs, limits)) return opened
  return andThen(opened, (now) => begun(now, context, 'night-exit', limits.nightExitMinutes))
}

/** It has lasted too long. A stay in a bathroom is not judged while nobody could be seen leaving it. */
export function onRoomTime(memory: HomeMemory, context: FindingContext, rule: RoomRule): HomeStep {
  const span = memory.rooms[rule]
  if (!span || span.lastReported) return quiet(memory)
  if (blindness(memory.heard, context.nowMs))
    return { memory, findings: [], timers: [{ name: `room/${rule}`, dueAtMs: context.nowMs + lookAgainMs }] }
  return {
    memory: { ...memory, rooms: { ...memory.rooms, [rule]: { ...span, lastReported: true } } },
    findings: [finding(context, rule, span)],
  }
}

function begun(memory: HomeMemory, { atMs, device }: FindingContext, rule: RoomRule, limitMinutes: number): HomeStep {
  if (memory.rooms[rule]) return quiet(memory)
  const timers: Timer[] = [{ name: `room/${rule}`, dueAtMs: atMs + limitMinutes * 60_000 }]
  return { memory: { ...memory, rooms: { ...memory.rooms, [rule]: { sinceMs: atMs, by: device } } }, findings: [], timers }
}

/** A sign that came late and is older than the span does not end it. */
function ended(memory: HomeMemory, { home = '', atMs }: FindingContext, rule: RoomRule): HomeStep {
  const { [rule]: span, ...others } = memory.rooms
  if (!span || atMs <= span.sinceMs) return quiet(memory)
  const findings = span.lastReported ? [clear(`${rule}:${home}`, atMs, { zh: '已恢复', en: 'it is over' })] : []
  return { memory: { ...memory, rooms: others }, findings, timers: [{ name: `room/${rule}`, dueAtMs: undefined }] }
}

const words = {
  bathroom: { level: 'bathroom', severity: 'Moderate', zh: '卫生间停留过久', en: 'In the bathroom for too long' },
  door: { level: 'door-open', severity: 'Minor', zh: '入户门久未关', en: 'The entrance stands open' },
  'night-exit': { level: 'night-exit', severity: 'Moderate', zh: '夜间外出未归', en: 'Out in the night' },
} as const

function finding(context: FindingContext, rule: RoomRule, { sinceMs }: Span): Finding {
  const { level, severity, zh, en } = words[rule]
  const lasted = minutes(context.nowMs - sinceMs)
  return raise(context, {
    subject: `${rule}:${context.home ?? ''}`,
    level,
    severity,
    urgency: rule === 'night-exit' ? 'Immediate' : 'Expected',
    title: { zh, en },
    rule: `${rule}-too-long`,
    text: { zh: `${zh}，已 ${lasted} 分钟`, en: `${en.toLowerCase()}, for ${lasted} min` },
    inputs: [{ name: 'lasted', value: lasted, unit: 'min' }],
    observedAtMs: context.nowMs,
  })
}
