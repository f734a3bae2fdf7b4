import { anyPresent, sustained, withPresence } from '#domain/detection/window.ts'
import type { BodyOf } from '#domain/observation/kind.ts'
import type { hotSpot } from '#domain/observation/kinds/hot-spot.ts'
import type { Heat } from '#scenarios/forest-fire/memory.ts'
import type { CameraFacts, ForestFireLimits } from '#scenarios/forest-fire/schema.ts'

/** Absolute fire temperatures of the contextual satellite tests (ESA SLSTR): 360 K by day, 320 K by night. */
const surelyHotC = { day: 360 - 273.15, night: 320 - 273.15 }

/** A radiometer's heat after one reading: hot against its background, or hot whatever the background; held over several readings. */
export function afterReading(
  heat: Heat | undefined,
  atMs: number,
  body: BodyOf<typeof hotSpot>,
  limits: ForestFireLimits,
  isNight: boolean,
  facts: CameraFacts | undefined,
): Heat | undefined {
  const excessK = body.tMaxC - body.backgroundMedianC
  const stands = excessK > Math.max(limits.hotSpot.deviations * body.backgroundMadC, limits.hotSpot.floorK)
  const absolutely = body.tMaxC >= (isNight ? surelyHotC.night : surelyHotC.day) && excessK > limits.hotSpot.floorK / 2
  const hot = (stands || absolutely) && !isMasked(body.azimuthDeg, facts)
  if (!hot && !heat) return undefined
  const samples = withPresence(heat?.samples ?? [], atMs, hot, limits.hotSpot.looks)
  if (!anyPresent(samples)) return undefined
  const confirmed = hot && sustained(samples, limits.hotSpot.confirm, limits.hotSpot.withinSeconds * 1000)
  const kept = heat?.confirmedAtMs === undefined ? {} : { confirmedAtMs: heat.confirmedAtMs }
  if (!hot && heat) return { ...heat, samples }
  return {
    samples,
    tMaxC: body.tMaxC,
    excessK,
    ...(body.azimuthDeg !== undefined && { azimuthDeg: body.azimuthDeg }),
    ...(confirmed ? { confirmedAtMs: atMs } : kept),
  }
}

/** Chimneys and sunlit rock stand at known bearings. */
function isMasked(azimuthDeg: number | undefined, facts: CameraFacts | undefined): boolean {
  if (azimuthDeg === undefined) return false
  return (
    facts?.maskedBearings.some(({ fromDeg, toDeg }) =>
      fromDeg <= toDeg ? azimuthDeg >= fromDeg && azimuthDeg < toDeg : azimuthDeg >= fromDeg || azimuthDeg < toDeg,
    ) ?? false
  )
}
