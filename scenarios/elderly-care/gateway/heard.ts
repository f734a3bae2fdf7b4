import type { Heard } from '#scenarios/elderly-care/memory.ts'

/** "Heard" is written down at most this share of the permitted silence late, so that heartbeats cost few writes. */
const sampledShare = 1 / 5
/** Never silent too early, although "heard" is sampled. */
const silentAfterShare = 1.25

/** The devices heard after one message; the very same object when that tells nothing new. */
export function heardFrom(heard: Heard, device: string, nowMs: number, silenceSeconds: number, isGateway: boolean): Heard {
  const silenceMs = silenceSeconds * 1000
  const [atMs, known] = heard[device] ?? [0, 0]
  if (nowMs - atMs < silenceMs * sampledShare && known === silenceMs) return heard
  return { ...heard, [device]: isGateway ? [Math.max(nowMs, atMs), silenceMs, true] : [Math.max(nowMs, atMs), silenceMs] }
}

/** Why nothing can be concluded from silence in this home: its gateway is silent, or every sensor is. */
export function blindness(heard: Heard, nowMs: number): 'gateway' | 'sensors' | undefined {
  const all = Object.values(heard)
  const isSilent = ([atMs, silenceMs]: Heard[string]) => nowMs - atMs > silenceMs * silentAfterShare
  if (all.some((one) => one[2] && isSilent(one))) return 'gateway'
  const sensors = all.filter((one) => !one[2])
  return sensors.length > 0 && sensors.every(isSilent) ? 'sensors' : undefined
}
