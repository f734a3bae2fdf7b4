import { areaKindsOf, watchedAreas, waterKinds } from '#domain/county/area-kinds.ts'
import type { Device } from '#domain/observation/device.ts'
import { type Generator, moments, type Script, saying } from '#local/ground-truth/script.ts'

const hourMs = 3_600_000

/** Cameras that fall silent for an hour or two: somebody has to be notified, and by more than the device watch where people swim. */
export const plantedDefects: Generator = (script) => {
  const cameras = saying(script, 'vision')
  for (const atMs of moments(script, 2, 1, 21)) {
    const camera = cameras[Math.floor(script.rng.next() * cameras.length)]
    if (camera) fallSilent(script, camera, atMs, atMs + hourMs * (1 + script.rng.next()))
  }
}

function fallSilent(script: Script, camera: Device, fromMs: number, untilMs: number): void {
  const { id } = camera
  script.silence(id, fromMs, untilMs)
  const common = { what: 'silent camera', devices: [id], untilMs, vital: false }
  script.truth({ ...common, scenario: 'device-health', fromMs, levels: ['silent'] })
  if (watchedAreas(camera, waterKinds, areaKindsOf(script.county.areas)).length > 0)
    script.truth({ ...common, scenario: 'anti-drowning', fromMs, levels: ['fault'] })
}
