import type { Timer } from '#domain/detection/detector.ts'
import type { Finding } from '#domain/findings/finding.ts'
import { clear, minutes, raise } from '#scenarios/elderly-care/findings.ts'
import { blindness } from '#scenarios/elderly-care/heard.ts'
import { isNight } from '#scenarios/elderly-care/local-clock.ts'
import { type HomeMemory, type HomeStep, type Occasion, unchanged } from '#scenarios/elderly-care/memory.ts'
import type { ElderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

/** `by` is the sensor that saw it begin. */
type Span = { sinceMs: number; by: string; told?: true }

/** What is going on too long or at the wrong time, by what it is, since when, and whether it was told. */
export type Rooms = { bathroom?: Span; door?: Span; 'night-exit'?: Span }
export type RoomRule = keyof Rooms

/** A home whose sensors are silent is looked at again after this long. */
const lookAgainMs = 300_000

/** Somebody moves in a room: in the bathroom a stay begins, anywhere else it ends, and nobody is out in the night. */
export function onRoom(memory: HomeMemory, occasion: Occasion, room: string, limits: ElderlyCareLimits): HomeStep {
  // A movement that comes late says nothing of where somebody is now.
  if (occasion.home === undefined || occasion.atMs < (memory.routine.lastMs ?? 0)) return unchanged(memory)
  const back = ended(memory, occasion, 'night-exit')
  if (room !== 'bathroom') return joined(back, ended(back.memory, occasion, 'bathroom'))
  return joined(back, begun(back.memory, occasion, 'bathroom', limits.bathroomMinutes))
}

/** The entrance opens or closes. */
export function onEntranceDoor(memory: HomeMemory, occasion: Occasion, open: boolean, limits: ElderlyCareLimits): HomeStep {
  if (occasion.home === undefined) return unchanged(memory)
  const left = ended(memory, occasion, 'bathroom')
  if (!open) return joined(left, ended(left.memory, occasion, 'door'))
  const opened = joined(left, begun(left.memory, occasion, 'door', limits.doorOpenMinutes))
  if (!isNight(occasion.atMs, limits)) return opened
  return joined(opened, begun(opened.memory, occasion, 'night-exit', limits.nightExitMinutes))
}

/** It has lasted too long. A stay in a bathroom is not judged while nobody could be seen leaving it. */
export function onRoomTime(memory: HomeMemory, occasion: Occasion, rule: RoomRule): HomeStep {
  const span = memory.rooms[rule]
  if (!span || span.told) return unchanged(memory)
  if (blindness(memory.heard, occasion.nowMs))
    return { memory, findings: [], timers: [{ name: `room/${rule}`, dueAtMs: occasion.nowMs + lookAgainMs }] }
  return { memory: { ...memory, rooms: { ...memory.rooms, [rule]: { ...span, told: true } } }, findings: [finding(occasion, rule, span)] }
}

function begun(memory: HomeMemory, { atMs, device }: Occasion, rule: RoomRule, limitMinutes: number): HomeStep {
  if (memory.rooms[rule]) return unchanged(memory)
  const timers: Timer[] = [{ name: `room/${rule}`, dueAtMs: atMs + limitMinutes * 60_000 }]
  return { memory: { ...memory, rooms: { ...memory.rooms, [rule]: { sinceMs: atMs, by: device } } }, findings: [], timers }
}

/** A sign that came late and is older than the span does not end it. */
function ended(memory: HomeMemory, { home = '', atMs }: Occasion, rule: RoomRule): HomeStep {
  const { [rule]: span, ...others } = memory.rooms
  if (!span || atMs <= span.sinceMs) return unchanged(memory)
  const findings = span.told ? [clear(`${rule}:${home}`, atMs, { zh: '已恢复', en: 'it is over' })] : []
  return { memory: { ...memory, rooms: others }, findings, timers: [{ name: `room/${rule}`, dueAtMs: undefined }] }
}

const words = {
  bathroom: { level: 'bathroom', severity: 'Moderate', zh: '卫生间停留过久', en: 'In the bathroom for too long' },
  door: { level: 'door-open', severity: 'Minor', zh: '入户门久未关', en: 'The entrance stands open' },
  'night-exit': { level: 'night-exit', severity: 'Moderate', zh: '夜间外出未归', en: 'Out in the night' },
} as const

function finding(occasion: Occasion, rule: RoomRule, { sinceMs }: Span): Finding {
  const { level, severity, zh, en } = words[rule]
  const lasted = minutes(occasion.nowMs - sinceMs)
  return raise(occasion, {
    subject: `${rule}:${occasion.home ?? ''}`,
    level,
    severity,
    urgency: rule === 'night-exit' ? 'Immediate' : 'Expected',
    title: { zh, en },
    rule: `${rule}-too-long`,
    text: { zh: `${zh}，已 ${lasted} 分钟`, en: `${en.toLowerCase()}, for ${lasted} min` },
    inputs: [{ name: 'lasted', value: lasted, unit: 'min' }],
    observedAtMs: occasion.nowMs,
  })
}

function joined(first: HomeStep, second: HomeStep): HomeStep {
  return {
    memory: second.memory,
    findings: [...first.findings, ...second.findings],
    timers: [...(first.timers ?? []), ...(second.timers ?? [])],
  }
}
