import type { DeviceCommand } from '#domain/detection/detector.ts'
import type { Device } from '#domain/observation/device.ts'
import type { Clock, Rng } from '#domain/ports.ts'
import type { Actor } from '#local/simulator/simulator.ts'

export type Say = (device: string, kind: string, fields: Record<string, unknown>) => void

const [widthPx, heightPx] = [1280, 720]
const heartbeatMs = 60_000
/** Heights of feet in the picture, shares from the top: the far water is above, the near strip below. */
const places = { away: 0, strip: 0.85, edge: 0.62, water: 0.4 }
type Place = keyof typeof places

/** One waterside spot: a camera, perhaps a loudspeaker, and people who come, go in, and mostly leave when they are called. */
export function waterActor(camera: Device, horn: Device | undefined, index: number, rng: Rng, clock: Clock, say: Say): Actor {
  let calledAtMs = 0

  const show = (place: Place, across: number, people: number) => {
    const frames = [0, 200, 400, 600, 800].map((offsetMs) => ({
      offsetMs,
      boxes:
        place === 'away'
          ? []
          : Array.from({ length: people }, (_, person) => personAt(place, across + person * 0.1 + offsetMs / 40_000, rng)),
    }))
    say(camera.id, 'vision', { widthPx, heightPx, model: 'edge-demo', sceneHash: camera.id, frames })
  }

  const stay = async (signal: AbortSignal, place: Place, seconds: number, across: number): Promise<'called' | 'stayed'> => {
    const arrivedMs = clock.now()
    for (let second = 0; second < seconds && !signal.aborted; second++) {
      show(place, across + second * 0.004, 1)
      await clock.sleep(1_000, signal)
      if (calledAtMs > arrivedMs && rng.next() < 0.25) return 'called'
    }
    return 'stayed'
  }

  /** A visit: to the strip, to the edge, sometimes into the water; four in five leave when the loudspeaker calls. */
  const visit = async (signal: AbortSignal) => {
    const [across, bold, obedient] = [0.2 + 0.5 * rng.next(), rng.next() < 0.4, rng.next() < 0.8]
    await stay(signal, 'strip', 4, across)
    const edge = await stay(signal, 'edge', 6 + Math.floor(8 * rng.next()), across)
    if (!(edge === 'called' && obedient) && bold) await stay(signal, 'water', 8 + Math.floor(20 * rng.next()), across)
    await stay(signal, 'edge', 3, across)
    await stay(signal, 'strip', 3, across)
    show('away', 0, 0)
  }

  return {
    onCommand(command: DeviceCommand) {
      if (!horn || command.notAfterMs < clock.now()) return
      calledAtMs = clock.now()
      say(horn.id, 'speaker-ack', { commandId: command.id, played: true })
    },
    async run(signal) {
      // The first visitor comes soon, so that a newcomer sees the county work; after that, now and then.
      let nextVisitMs = clock.now() + (index === 0 ? 8_000 : 120_000 + rng.next() * 3_600_000)
      while (!signal.aborted) {
        if (clock.now() >= nextVisitMs) {
          await visit(signal)
          nextVisitMs = clock.now() + 1_200_000 + rng.next() * 3_600_000
        } else {
          show('away', 0, 0)
          if (horn) say(horn.id, 'speaker-ack', {})
          await clock.sleep(Math.min(heartbeatMs, Math.max(1_000, nextVisitMs - clock.now())), signal)
        }
      }
    },
  }
}

function personAt(place: Place, across: number, rng: Rng) {
  const [w, h] = [46, 120]
  const jitter = () => Math.round((rng.next() - 0.5) * 4)
  return {
    x: Math.round(across * widthPx) + jitter(),
    y: Math.max(0, Math.round(places[place] * heightPx) - h + jitter()),
    w,
    h,
    score: 0.8 + 0.15 * rng.next(),
    class: 'person',
  }
}
