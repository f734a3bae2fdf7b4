import { areaKindsOf, watchedAreas, waterKinds } from '#domain/county/area-kinds.ts'
import type { Device } from '#domain/observation/device.ts'
import { moments, type Stage, saying, type Teller } from '#local/ground-truth/stage.ts'

const hourMs = 3_600_000

/** Cameras that fall silent for an hour or two: somebody has to be told, and by more than the device watch where people swim. */
export const faults: Teller = (stage) => {
  const cameras = saying(stage, 'vision')
  for (const atMs of moments(stage, 2, 1, 21)) {
    const camera = cameras[Math.floor(stage.rng.next() * cameras.length)]
    if (camera) fallSilent(stage, camera, atMs, atMs + hourMs * (1 + stage.rng.next()))
  }
}

function fallSilent(stage: Stage, camera: Device, fromMs: number, untilMs: number): void {
  const { id } = camera
  stage.silence(id, fromMs, untilMs)
  const common = { what: 'silent camera', devices: [id], untilMs, vital: false }
  stage.truth({ ...common, scenario: 'device-health', fromMs, levels: ['silent'] })
  if (watchedAreas(camera, waterKinds, areaKindsOf(stage.county.areas)).length > 0)
    stage.truth({ ...common, scenario: 'anti-drowning', fromMs, levels: ['fault'] })
}
