import * as z from 'zod'
import { perLimits } from '#domain/detection/per-limits.ts'
import { type Sample, sampleSchema } from '#domain/detection/sample.ts'
import { samplesAtMost, thinned } from '#domain/detection/thinning.ts'
import { lastOf } from '#domain/entries.ts'

/** What makes one rule of a point true; every comparison includes the limit itself. */
export type Condition =
  | {
      type: 'above' | 'below'
      limit: number /** How far back it has to come to count as normal, in the unit of the value. */
      deadband: number
    }
  /** The value has gained `by` over its lowest within the last seconds; normal again when it gains less than `by - deadband`, which is above 0. */
  | { type: 'rise'; by: number; withinSeconds: number; deadband: number }
  /** The time-weighted mean over the last seconds; it says nothing until the samples reach back that far. */
  | { type: 'mean'; limit: number; overSeconds: number; deadband: number }

/** One rule of a measuring point (ANSI/ISA-18.2: set point, deadband, on-delay, off-delay, latching). */
export type AlarmRule = {
  level: string
  when: Condition
  /** It has to hold this long before it counts, and to be normal this long before it is over. */
  onDelaySeconds: number
  offDelaySeconds: number
  /** So many samples in a row have to show it (1): time alone then confirms nothing that only one reading said. */
  leastSamples?: number
  /** Stays until somebody resets it at the device or ends the incident. */
  latching?: boolean
}

/** The rules of a point, mildest first, and what its sensor can measure at all. */
export type AlarmProfile = {
  rules: readonly AlarmRule[]
  range: readonly [least: number, most: number]
  /** The middle one of three samples stands for each, against single spikes. */
  median3?: boolean
}

/** What is remembered of a point: at most some kilobytes. */
export const alarmStateSchema = z.strictObject({
  /** Oldest first, as far back as one of the rules looks; thinned where they are many. */
  samples: z.array(sampleSchema),
  /** Rules that stand, by their place in the profile, and since when. */
  active: z.record(z.number(), z.number()),
  /** The level reported last, so that a change is reported once. */
  lastReported: z.string().optional(),
})
export type AlarmState = z.infer<typeof alarmStateSchema>

/** A state as release 0.1.0 stored it. */
export type AlarmStateV1 = Omit<AlarmState, 'lastReported'> & { told?: string | undefined }

/** A state of release 0.1.0 as it is stored now: `told` is `lastReported`. */
export function alarmStateFromV1({ told, ...state }: AlarmStateV1): AlarmState {
  return { ...state, ...(told !== undefined && { lastReported: told }) }
}

export type AlarmStep = {
  state: AlarmState
  /** The gravest level that stands. */
  level?: string
  sinceMs?: number
  /** How this step changed the gravest level. */
  change?: 'raised' | 'graver' | 'milder' | 'cleared'
  /** When time alone would change it. */
  dueAtMs?: number
  /** A rule holds and waits for its delay or its next sample: this is not a calm point. */
  waits?: true
}

/** Whether a reading is one that the sensor can make; what is not is a fault and must not reach the rules. */
export function inRange(value: number, { range: [least, most] }: AlarmProfile): boolean {
  return Number.isFinite(value) && value >= least && value <= most
}

/**
 * A point after one more sample. A sample joins at its own time, so neighbours that changed places on the way count the same.
 * One that is known already changes nothing: then the very same state comes back.
 */
export function afterSample(state: AlarmState | undefined, sample: Sample, profile: AlarmProfile): AlarmStep {
  const joined = withSample(state?.samples ?? [], sample)
  if (joined === state?.samples) return stepOf(state, profile)
  const newestMs = lastOf(joined)[0]
  const samples = trimmed(joined, newestMs, profile)
  return judged(
    { samples, active: state?.active ?? {}, ...(state?.lastReported && { lastReported: state.lastReported }) },
    newestMs,
    profile,
  )
}

/** The samples with one more in its place, or the very same ones when it is known. */
function withSample(samples: Sample[], sample: Sample): Sample[] {
  const [atMs, value] = sample
  const last = samples.at(-1)
  if (!last || last[0] < atMs) return [...samples, sample]
  if (samples.some((one) => one[0] === atMs && one[1] === value)) return samples
  const others = samples.filter((one) => one[0] !== atMs)
  const place = others.findLastIndex((one) => one[0] < atMs) + 1
  return [...others.slice(0, place), sample, ...others.slice(place)]
}

/** A point when time has passed without a sample: delays run on. */
export function afterTime(state: AlarmState, nowMs: number, profile: AlarmProfile): AlarmStep {
  return judged(state, Math.max(nowMs, state.samples.at(-1)?.[0] ?? nowMs), profile)
}

/** A point whose latched alarms somebody has reset. */
export function afterReset(state: AlarmState, nowMs: number, profile: AlarmProfile): AlarmStep {
  const active = Object.fromEntries(Object.entries(state.active).filter(([place]) => !profile.rules[Number(place)]?.latching))
  return judged({ ...state, active }, nowMs, profile)
}

function judged(state: AlarmState, nowMs: number, profile: AlarmProfile): AlarmStep {
  const values = profile.median3 ? middles(state.samples) : state.samples
  const active: Record<number, number> = {}
  let dueAtMs: number | undefined
  let waits = false
  for (const [place, rule] of profile.rules.entries()) {
    const after = ruleAfter(rule, state.active[place], values, nowMs)
    if (after.sinceMs !== undefined) active[place] = after.sinceMs
    if (after.dueAtMs !== undefined) dueAtMs = Math.min(dueAtMs ?? after.dueAtMs, after.dueAtMs)
    waits ||= after.waits
  }
  return { ...changed({ ...state, active }, profile), ...(dueAtMs !== undefined && { dueAtMs }), ...(waits && { waits }) }
}

/** Since when a rule stands now, and when a delay that runs will be over. */
function ruleAfter(
  rule: AlarmRule,
  sinceMs: number | undefined,
  values: readonly Sample[],
  nowMs: number,
): { sinceMs?: number; dueAtMs?: number; waits: boolean } {
  if (sinceMs === undefined) {
    const run = lastRun(values, (index) => holds(rule.when, values, index))
    if (!run) return { waits: false }
    if (run.samples < (rule.leastSamples ?? 1)) return { waits: true }
    const dueAtMs = run.fromMs + rule.onDelaySeconds * 1000
    return nowMs >= dueAtMs ? { sinceMs: run.fromMs, waits: false } : { dueAtMs, waits: true }
  }
  const run = rule.latching ? undefined : lastRun(values, (index) => isNormal(rule.when, values, index))
  if (!run) return { sinceMs, waits: false }
  const dueAtMs = run.fromMs + rule.offDelaySeconds * 1000
  return nowMs >= dueAtMs ? { waits: false } : { sinceMs, dueAtMs, waits: true }
}

function changed(state: AlarmState, profile: AlarmProfile): AlarmStep {
  const standing = gravest(state, profile)
  const level = standing?.level
  if (level === undefined && state.lastReported === undefined) return { state }
  const placeOf = (name: string | undefined) => profile.rules.findIndex((rule) => rule.level === name)
  const [before, now] = [placeOf(state.lastReported), placeOf(level)]
  const change = before === now ? undefined : now < 0 ? 'cleared' : before < 0 ? 'raised' : now > before ? 'graver' : 'milder'
  const { lastReported: _old, ...rest } = state
  return {
    state: level === undefined ? rest : { ...rest, lastReported: level },
    ...standing,
    ...(change && { change }),
  }
}

function stepOf(state: AlarmState, profile: AlarmProfile): AlarmStep {
  return { state, ...gravest(state, profile) }
}

function gravest(state: AlarmState, { rules }: AlarmProfile): { level: string; sinceMs: number } | undefined {
  for (let place = rules.length - 1; place >= 0; place--) {
    const [rule, sinceMs] = [rules[place], state.active[place]]
    if (rule && sinceMs !== undefined) return { level: rule.level, sinceMs }
  }
  return undefined
}

/** The run of samples up to the newest that are all so; `undefined` when the newest is not. */
function lastRun(values: readonly Sample[], isSo: (index: number) => boolean): { fromMs: number; samples: number } | undefined {
  let index = values.length
  while (index > 0 && isSo(index - 1)) index--
  const first = values[index]
  return first && { fromMs: first[0], samples: values.length - index }
}

function holds(when: Condition, values: readonly Sample[], index: number): boolean {
  const [, value] = values[index] as Sample
  switch (when.type) {
    case 'above':
      return value >= when.limit
    case 'below':
      return value <= when.limit
    case 'rise':
      return value - lowest(values, index, when.withinSeconds) >= when.by
    case 'mean':
      return (mean(values, index, when.overSeconds) ?? Number.NEGATIVE_INFINITY) >= when.limit
  }
}

function isNormal(when: Condition, values: readonly Sample[], index: number): boolean {
  const [, value] = values[index] as Sample
  switch (when.type) {
    case 'above':
      return value < when.limit - when.deadband
    case 'below':
      return value > when.limit + when.deadband
    case 'rise':
      return value - lowest(values, index, when.withinSeconds) < when.by - when.deadband
    case 'mean':
      return (mean(values, index, when.overSeconds) ?? value) < when.limit - when.deadband
  }
}

function lowest(values: readonly Sample[], index: number, withinSeconds: number): number {
  const [atMs, value] = values[index] as Sample
  let least = value
  for (let earlier = index - 1; earlier >= 0; earlier--) {
    const other = values[earlier]
    if (!other || atMs - other[0] > withinSeconds * 1000) break
    least = Math.min(least, other[1])
  }
  return least
}

/** Each value holds until the next; `undefined` when the samples do not reach back over the whole time. */
function mean(values: readonly Sample[], index: number, overSeconds: number): number | undefined {
  const [atMs] = values[index] as Sample
  const fromMs = atMs - overSeconds * 1000
  let [sum, untilMs] = [0, atMs]
  for (let earlier = index - 1; earlier >= 0; earlier--) {
    const sample = values[earlier]
    if (!sample) break
    const [earlierMs, value] = sample
    sum += value * (untilMs - Math.max(earlierMs, fromMs))
    if (earlierMs <= fromMs) return sum / (overSeconds * 1000)
    untilMs = earlierMs
  }
  return undefined
}

function middles(samples: readonly Sample[]): Sample[] {
  return samples.map(([atMs, value], index) => {
    const b = samples[index - 1]?.[1] ?? value
    const a = samples[index - 2]?.[1] ?? b
    return [atMs, Math.max(Math.min(a, b), Math.min(Math.max(a, b), value))]
  })
}

/** Keeps what a rule may still look at, one sample before it, and always three for their middle. */
function trimmed(samples: Sample[], newestMs: number, profile: AlarmProfile): Sample[] {
  const first = firstAfter(samples, newestMs - reachMs(profile)) - 1
  const expendable = Math.max(0, Math.min(first, samples.length - 3))
  const kept = expendable === 0 ? samples : samples.slice(expendable)
  if (kept.length <= samplesAtMost) return kept
  const keeps = profile.rules.some(({ when }) => when.type === 'mean') ? 'means' : 'extremes'
  return thinned(kept, reachMs(profile), keeps, profile.median3 ? middles(kept) : kept)
}

/** Position of the first sample after a time; they leave at the old end, so it is looked for from there. */
function firstAfter(samples: readonly Sample[], ms: number): number {
  let index = 0
  for (let sample = samples[0]; sample && sample[0] <= ms; sample = samples[index]) index++
  return index
}

/** How far back the rules of a profile look. */
const reachMs = perLimits(({ rules }: AlarmProfile) => Math.max(0, ...rules.map(reachSeconds)) * 1000)

function reachSeconds({ when, onDelaySeconds, offDelaySeconds }: AlarmRule): number {
  const window = when.type === 'rise' ? when.withinSeconds : when.type === 'mean' ? when.overSeconds : 0
  return Math.max(onDelaySeconds, offDelaySeconds) + window + 1
}
