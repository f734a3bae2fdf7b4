import type { Device } from '#domain/observation/device.ts'
import type { DeviceHealthMemory } from '#scenarios/device-health/memory.ts'

const gapsLearnedFrom = 16
/** Three times the longest gap that was seen, as one sets it by hand for a known interval; never below a minute. */
const [factor, leastMs] = [3, 60_000]

/**
 * A device whose registration says `learnSilence` is measured for its first messages; what it then may be silent for is at
 * most what is registered. A device that is registered anew learns anew.
 */
export function learned(memory: DeviceHealthMemory, { learnSilence, silenceSeconds }: Device, gapMs: number): DeviceHealthMemory {
  const { gapsMs = [], learnedSilenceMs, ...known } = memory
  if (!learnSilence || known.inGatewayGroup) return known
  const most = silenceSeconds * 1000
  if (learnedSilenceMs !== undefined) return { ...known, learnedSilenceMs, silenceMs: Math.min(learnedSilenceMs, most) }
  const gaps = [...gapsMs, Math.max(0, gapMs)]
  if (gaps.length < gapsLearnedFrom) return { ...known, gapsMs: gaps }
  const silenceMs = Math.min(most, Math.max(leastMs, factor * Math.max(...gaps)))
  return { ...known, learnedSilenceMs: silenceMs, silenceMs }
}

/** Whether every message is written down for the moment, to learn from it. */
export function isLearning({ learnedSilenceMs, inGatewayGroup }: DeviceHealthMemory, { learnSilence }: Device): boolean {
  return learnSilence === true && !inGatewayGroup && learnedSilenceMs === undefined
}
