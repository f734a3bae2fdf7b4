import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Device } from '#domain/observation/device.ts'
import type { Clock, Rng } from '#domain/ports.ts'
import type { Actor, Say } from '#local/simulator/actor.ts'
import { thermalFrame } from '#local/simulator/thermal-frame.ts'

const [widthPx, heightPx] = [1280, 720]
const heartbeatMs = 60_000
/** Where feet stand in the picture, shares from the top: the far water is above, the near strip below. */
const places = { strip: 0.85, edge: 0.62, water: 0.4 }
type Place = keyof typeof places

/** The devices of one waterside spot, all at one post. */
export type SpotDevices = { camera: Device; horn: Device | undefined; thermal: Device | undefined }

/** People come to the first spot soon, so that a newcomer sees the county work; the failing one is out for 22 minutes in 3 hours. */
export type SpotHabits = { visitorsSoon: boolean; failsAtTimes: boolean; isRiver: boolean }
const outage = { everyMs: 10_800_000, fromMs: 480_000, untilMs: 1_800_000 }

/** One waterside spot: people who come, go in, and mostly leave when they are called; boats that pass on the river. */
export function waterActor({ camera, horn, thermal }: SpotDevices, habits: SpotHabits, rng: Rng, clock: Clock, say: Say): Actor {
  let calledAtMs = 0
  const startMs = clock.now()
  const { isRiver } = habits

  const show = (person?: { place: Place; across: number }) => {
    const boat = !person && isRiver && rng.next() < 0.1
    const frames = [0, 200, 400, 600, 800].map((offsetMs) => ({
      offsetMs,
      boxes: person ? [personAt(person.place, person.across + offsetMs / 40_000, rng)] : boat ? [boatAt(offsetMs, rng)] : [],
    }))
    say(camera.id, 'vision', { widthPx, heightPx, model: 'edge-demo', sceneHash: camera.id, frames })
    if (thermal) say(thermal.id, 'thermal', thermalFrame(person ? [{ across: person.across, down: places[person.place] }] : [], rng))
  }

  const stay = async (signal: AbortSignal, place: Place, seconds: number, across: number): Promise<'called' | 'stayed'> => {
    const arrivedMs = clock.now()
    for (let second = 0; second < seconds && !signal.aborted; second++) {
      show({ place, across: across + second * 0.004 })
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
    show()
  }

  /** How much longer the failing spot is out; 0 while it works. */
  const outForMs = () => {
    const sinceMs = (clock.now() - startMs) % outage.everyMs
    return habits.failsAtTimes && sinceMs >= outage.fromMs && sinceMs < outage.untilMs ? outage.untilMs - sinceMs : 0
  }

  return {
    onCommand(command: DeviceCommand) {
      if (!horn || command.notAfterMs < clock.now()) return
      calledAtMs = clock.now()
      say(horn.id, 'speaker-ack', { commandId: command.id, played: true })
    },
    async run(signal) {
      let nextVisitMs = startMs + (habits.visitorsSoon ? 8_000 : 120_000 + rng.next() * 3_600_000)
      while (!signal.aborted) {
        if (outForMs() > 0) {
          await clock.sleep(outForMs(), signal)
        } else if (clock.now() >= nextVisitMs) {
          await visit(signal)
          nextVisitMs = clock.now() + 1_200_000 + rng.next() * 3_600_000
        } else {
          show()
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

function boatAt(offsetMs: number, rng: Rng) {
  return { x: Math.round(500 + offsetMs / 10), y: 150, w: 210, h: 80, score: 0.85 + 0.1 * rng.next(), class: 'boat' }
}
