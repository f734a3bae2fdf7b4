import { anyPresent, sustained, withPresence } from '#domain/detection/window.ts'
import type { Box, VisionBody } from '#domain/observation/kinds/vision.ts'
import type { DangerClass, Sight, Sighting } from '#scenarios/forest-fire/memory.ts'
import type { CameraFacts, ForestFireLimits } from '#scenarios/forest-fire/schema.ts'

/** The score a box needs on a day of this danger class; without fresh weather the most watchful one (fail-open). */
export function scoreNeeded(limits: ForestFireLimits, danger: DangerClass | 'stale'): number {
  if (danger === 1) return limits.smoke.scoreInClass1
  if (danger === 2) return limits.smoke.scoreInClass2
  return limits.smoke.score
}

/** A camera's sighting after a message: each frame is one sample. `undefined`: nothing was seen, so nothing is remembered. */
export function afterFrames(
  sighting: Sighting | undefined,
  body: VisionBody,
  at: { atMs: number; lat: number; lon: number },
  limits: ForestFireLimits,
  danger: DangerClass | 'stale',
  facts: CameraFacts | undefined,
): Sighting | undefined {
  const { looks: size, confirm, withinSeconds } = limits.smoke
  let next = sighting
  for (const frame of body.frames) {
    const box = bestBox(frame.boxes, body, limits, scoreNeeded(limits, danger), facts)
    if (!box && !next) continue
    const atMs = at.atMs + frame.offsetMs
    const samples = withPresence(next?.samples ?? [], atMs, box !== undefined, size)
    if (!anyPresent(samples)) {
      next = undefined
      continue
    }
    const best = box ? { ...sightOf(box, body, atMs), lat: at.lat, lon: at.lon } : next?.best
    const confirmed = sustained(samples, confirm, withinSeconds * 1000)
    next = {
      samples,
      ...(best && { best }),
      ...(confirmed && box ? { confirmedAtMs: atMs } : next?.confirmedAtMs !== undefined && { confirmedAtMs: next.confirmedAtMs }),
    }
  }
  return next
}

function bestBox(
  boxes: Box[],
  body: VisionBody,
  limits: ForestFireLimits,
  needed: number,
  facts: CameraFacts | undefined,
): Box | undefined {
  return boxes
    .filter((box) => (box.class === 'smoke' || box.class === 'flame') && box.score >= needed)
    .filter((box) => (box.w * box.h) / (body.widthPx * body.heightPx) <= limits.smoke.largestShare)
    .filter((box) => !facts?.masks.some((mask) => isInside(centreOf(box, body), mask)))
    .sort((a, b) => b.score - a.score)[0]
}

function sightOf(box: Box, body: VisionBody, atMs: number): Pick<Sight, 'atMs' | 'class' | 'score' | 'bearingDeg'> {
  const [across] = centreOf(box, body)
  const aimed = body.azimuthDeg !== undefined && body.hfovDeg !== undefined
  const bearingDeg = aimed ? ((((body.azimuthDeg ?? 0) + (across - 0.5) * (body.hfovDeg ?? 0)) % 360) + 360) % 360 : undefined
  return { atMs, class: box.class === 'flame' ? 'flame' : 'smoke', score: box.score, ...(bearingDeg !== undefined && { bearingDeg }) }
}

/** Middle of a box in shares of the picture. */
function centreOf(box: Box, body: VisionBody): [number, number] {
  return [(box.x + box.w / 2) / body.widthPx, (box.y + box.h / 2) / body.heightPx]
}

function isInside([x, y]: [number, number], mask: { left: number; top: number; right: number; bottom: number }): boolean {
  return x >= mask.left && x < mask.right && y >= mask.top && y < mask.bottom
}
