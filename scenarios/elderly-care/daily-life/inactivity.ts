import { quiet } from '#domain/detection/step.ts'
import { quietAlarm, quietFinding, quietSubject, unseen } from '#scenarios/elderly-care/daily-life/inactivity-findings.ts'
import { learned, quietBound } from '#scenarios/elderly-care/daily-life/routine.ts'
import type { Answer } from '#scenarios/elderly-care/emergencies/fall.ts'
import type { FindingContext } from '#scenarios/elderly-care/finding-context.ts'
import { clear } from '#scenarios/elderly-care/findings.ts'
import { blindness } from '#scenarios/elderly-care/gateway/heard.ts'
import type { HomeMemory, HomeStep, Routine } from '#scenarios/elderly-care/memory.ts'
import type { ElderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

/** Movements nearer than this tell nothing new and cost no write. */
const sampledMs = 60_000
/** A home that cannot be heard is looked at again after this long. */
const lookAgainMs = 300_000

/** Somebody moves indoors: the quiet is over, and its length is learned unless it was an absence, a blind time or an alarm. */
export function onActivity(memory: HomeMemory, { home, device, atMs }: FindingContext, limits: ElderlyCareLimits): HomeStep {
  const { routine } = memory
  const { lastMs, awayMs, check, blind } = routine
  if (home === undefined || (lastMs !== undefined && atMs <= lastMs)) return quiet(memory)
  if (lastMs !== undefined && atMs - lastMs < sampledMs && awayMs === undefined && !check && !blind) return quiet(memory)
  const teaches = lastMs !== undefined && awayMs === undefined && !blind && check?.state !== 'alarmed'
  const days = teaches ? learned(routine.days, lastMs, atMs, limits) : routine.days
  const { dueMs, unseen } = routine
  const next: Routine = { days, lastMs: atMs, by: device, ...(dueMs !== undefined && { dueMs }), ...(unseen && { unseen }) }
  const findings =
    check?.state === 'asked' ? [clear(quietSubject(home), atMs, { zh: '室内有人活动', en: 'somebody moves indoors again' })] : []
  const armed = withDeadline({ ...memory, routine: next }, quietBound(days, atMs, limits).ms + atMs)
  return { ...armed, findings, timers: [...(armed.timers ?? []), ...(check ? [{ name: 'check', dueAtMs: undefined }] : [])] }
}

/** The entrance is used: until somebody moves indoors again, everybody may be out. */
export function onEntrance(memory: HomeMemory, { atMs }: FindingContext): HomeStep {
  const { lastMs = 0, awayMs = 0 } = memory.routine
  if (atMs < lastMs || atMs <= awayMs) return quiet(memory)
  return { memory: { ...memory, routine: { ...memory.routine, awayMs: atMs } }, findings: [] }
}

/** The home is heard again after a silence: its quiet begins anew, for nobody knows what was in between. */
export function afterBlindness(memory: HomeMemory, { home = '', nowMs }: FindingContext, limits: ElderlyCareLimits): HomeStep {
  const { unseen, ...routine } = memory.routine
  const text = { zh: '传感器恢复上报', en: 'its sensors are heard again' }
  const findings = unseen ? [clear(`blind:${home}`, nowMs, text, 'recovered')] : []
  const heard = unseen ? { ...memory, routine } : memory
  if (routine.lastMs === undefined || routine.awayMs !== undefined || routine.check || nowMs <= routine.lastMs)
    return { memory: heard, findings }
  const next: Routine = { ...routine, lastMs: nowMs, blind: true }
  return { ...withDeadline({ ...heard, routine: next }, nowMs + quietBound(routine.days, nowMs, limits).ms), findings }
}

/** The longest permitted quiet may be over: somebody is asked first. A home that cannot be heard is not judged. */
export function onQuietTime(memory: HomeMemory, context: FindingContext, limits: ElderlyCareLimits): HomeStep {
  const { dueMs: _due, ...routine } = memory.routine
  const resting = { ...memory, routine }
  if (routine.lastMs === undefined || routine.awayMs !== undefined || routine.check) return quiet(resting)
  const why = blindness(memory.heard, context.nowMs)
  if (why) return blind(resting, context, why)
  const bound = quietBound(routine.days, routine.lastMs, limits)
  if (routine.lastMs + bound.ms > context.nowMs) return withDeadline(resting, routine.lastMs + bound.ms)
  return ask(resting, context, routine.lastMs, bound, limits)
}

/** The answer to the automatic call. */
export function onCheckAnswer(
  memory: HomeMemory,
  context: FindingContext,
  { answer, commandId }: Answer,
  limits: ElderlyCareLimits,
): HomeStep {
  const { check } = memory.routine
  if (!check || check.commandId !== commandId || context.home === undefined) return quiet(memory)
  if (answer !== 'ok') return check.state === 'asked' ? unanswered(memory, context, answer) : quiet(memory)
  const { check: _answered, ...routine } = memory.routine
  const step = onActivity({ ...memory, routine }, { ...context, device: routine.by ?? context.device }, limits)
  const passed = clear(quietSubject(context.home), context.nowMs, {
    zh: '自动呼叫有人应答平安',
    en: 'the automatic call was answered: all right',
  })
  return { ...step, findings: [passed], timers: [...(step.timers ?? []), { name: 'check', dueAtMs: undefined }] }
}

/** Nobody has answered the automatic call; through a silent gateway nobody could. */
export function onCheckTime(memory: HomeMemory, context: FindingContext): HomeStep {
  if (blindness(memory.heard, context.nowMs) === 'gateway')
    return { memory, findings: [], timers: [{ name: 'check', dueAtMs: context.nowMs + lookAgainMs }] }
  return memory.routine.check?.state === 'asked' ? unanswered(memory, context, 'none') : quiet(memory)
}

/** A silent gateway is reported once for all its homes, elsewhere; sensors that are all silent are reported here, once. */
function blind(memory: HomeMemory, context: FindingContext, why: 'gateway' | 'sensors'): HomeStep {
  const tells = why === 'sensors' && !memory.routine.unseen
  const next: HomeMemory = tells ? { ...memory, routine: { ...memory.routine, unseen: true } } : memory
  return { ...withDeadline(next, context.nowMs + lookAgainMs), findings: tells ? [unseen(context)] : [] }
}

function withDeadline(memory: HomeMemory, dueMs: number): HomeStep {
  const armedMs = memory.routine.dueMs
  if (armedMs !== undefined && armedMs <= dueMs) return quiet(memory)
  return { memory: { ...memory, routine: { ...memory.routine, dueMs } }, findings: [], timers: [{ name: 'quiet', dueAtMs: dueMs }] }
}

function ask(
  memory: HomeMemory,
  context: FindingContext,
  lastMs: number,
  bound: { ms: number; learned: boolean },
  { inactivity: { callDevices, answerSeconds } }: ElderlyCareLimits,
): HomeStep {
  const { home = '', nowMs } = context
  const device = callDevices[home]
  const commandId = `check/${home}/${lastMs}`
  const dueAtMs = nowMs + answerSeconds * 1000
  const call = { name: 'call.are-you-ok', parameters: { seconds: answerSeconds }, notAfterMs: dueAtMs }
  return {
    memory: { ...memory, routine: { ...memory.routine, check: { commandId, state: 'asked' } } },
    findings: [quietFinding(context, lastMs, bound, device !== undefined)],
    timers: [{ name: 'check', dueAtMs }],
    commands: device === undefined ? [] : [{ id: commandId, device, ...call }],
  }
}

function unanswered(memory: HomeMemory, context: FindingContext, answer: 'help' | 'none'): HomeStep {
  const { routine } = memory
  const check = { ...(routine.check as NonNullable<Routine['check']>), state: 'alarmed' as const }
  const finding = quietAlarm(context, routine.lastMs ?? context.nowMs, answer)
  return { memory: { ...memory, routine: { ...routine, check } }, findings: [finding], timers: [{ name: 'check', dueAtMs: undefined }] }
}
