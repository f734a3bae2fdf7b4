import { type AlarmState, type AlarmStep, afterSample, afterTime, inRange } from '#domain/detection/alarm-engine.ts'
import type { Channel } from '#scenarios/smart-community/channels.ts'
import type { Points } from '#scenarios/smart-community/memory.ts'

/** A calm sample this near the last one, and this far below the limit, tells a rate or a mean nothing new; shares of the rule's figure. */
const sameShare = 0.1
const farShare = 0.8
const calmForMs = 20_000

export type PointStep = { points: Points; step?: AlarmStep; outOfRange: boolean }

/** A channel's point after one value. A calm one leaves no trace, so quiet sensors cost no write. */
export function afterValue(points: Points, id: string, atMs: number, { value, profile }: Channel): PointStep {
  if (!inRange(value, profile)) return { points, outOfRange: true }
  const known = points[id]
  if (known && isCalm(known) && needsHistory(profile) && saysNothingNew(known, atMs, value, profile)) return { points, outOfRange: false }
  const step = afterSample(known, [atMs, value], profile)
  if (step.state === known) return { points, step, outOfRange: false }
  const forget = isCalm(step.state) && !step.waits && step.change === undefined && !needsHistory(profile)
  if (!forget) return { points: { ...points, [id]: step.state }, step, outOfRange: false }
  if (!known) return { points, step, outOfRange: false }
  const { [id]: _calm, ...others } = points
  return { points: others, step, outOfRange: false }
}

/** A channel's point when its time has come. */
export function afterDelay(points: Points, id: string, nowMs: number, channel: Pick<Channel, 'profile'>): PointStep {
  const known = points[id]
  if (!known) return { points, outOfRange: false }
  const step = afterTime(known, nowMs, channel.profile)
  return { points: { ...points, [id]: step.state }, step, outOfRange: false }
}

function isCalm({ active }: AlarmState): boolean {
  return Object.keys(active).length === 0
}

function needsHistory({ rules, median3 }: Channel['profile']): boolean {
  return median3 === true || rules.some(({ when }) => when.type === 'rise' || when.type === 'mean')
}

/** Only where nothing is pending: rules without a delay, far below their limits. */
function saysNothingNew({ samples }: AlarmState, atMs: number, value: number, { rules }: Channel['profile']): boolean {
  const [lastMs, last] = samples.at(-1) ?? [0, Number.NaN]
  if (Math.abs(atMs - lastMs) >= calmForMs) return false
  return rules.every(({ when, onDelaySeconds }) => {
    if (onDelaySeconds > 0 || when.type === 'below') return false
    const figure = when.type === 'rise' ? when.by : when.limit
    return Math.abs(value - last) < figure * sameShare && (when.type === 'rise' || value < figure * farShare)
  })
}
