import { waterKinds } from '#domain/county/area-kinds.ts'
import type { Device } from '#domain/observation/device.ts'
import { every, forSeconds, type Generator, moments, type Script, saying, sayingAt } from '#local/ground-truth/script.ts'
import { thermalFrame } from '#local/simulator/thermal-frame.ts'
import type { AntiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'

const [widthPx, heightPx] = [1280, 720]
/** Where feet stand, shares of the picture from the top: water, edge, strip as in the demo county's zones. */
const places = { strip: 0.85, edge: 0.62, water: 0.4 }
type Place = keyof typeof places
const alarmLevels = ['alarm', 'critical']

/**
 * The day at the water: walkers, anglers, swimmers who obey the loudspeaker and who do not, one who goes under; and what only looks
 * like them: barges, birds, insects before the lens, glare.
 */
export const waterside: Generator = (script) => {
  const cameras = sayingAt(script, 'vision', waterKinds)
  for (const camera of cameras) spot(script, camera)
}

function spot(script: Script, camera: Device): void {
  const { rng } = script
  const same = (kind: string) => saying(script, kind).find(({ site }) => site.lat === camera.site.lat && site.lon === camera.site.lon)
  const [horn, thermal] = [same('speaker-ack'), same('thermal')]
  let [busy, calledMs] = [false, 0]
  if (horn)
    script.onOrder(horn.id, ({ id }) => {
      calledMs = script.now()
      script.at(script.now() + 800, () => script.say(horn.id, 'speaker-ack', { commandId: id, played: true }))
    })
  const show = (boxes: (offsetMs: number) => object[]) =>
    script.say(camera.id, 'vision', {
      widthPx,
      heightPx,
      sceneHash: camera.id,
      frames: [0, 200, 400, 600, 800].map((offsetMs) => ({ offsetMs, boxes: boxes(offsetMs) })),
    })
  const warm = (at: { across: number; down: number }[]) => thermal && script.say(thermal.id, 'thermal', thermalFrame(at, rng))
  every(script, 60_000, () => !busy && show(() => []))
  if (horn) every(script, 1_800_000, () => script.say(horn.id, 'speaker-ack', {}))
  if (thermal) every(script, 100_000, () => !busy && warm([]))

  /** Somebody stays somewhere; ends early when called and willing. */
  const stay = (place: Place, seconds: number, across: number, heeds: boolean, after: () => void) => {
    const sinceMs = script.now()
    forSeconds(
      script,
      seconds,
      (second) => {
        // Whoever has gone is nowhere else in the same second.
        if (heeds && calledMs > sinceMs && script.now() - calledMs > 4_000) return 'stop'
        show((offsetMs) => [person(place, across + (second + offsetMs / 1000) * 0.003, rng.next)])
        warm([{ across, down: places[place] }])
        return undefined
      },
      after,
    )
  }
  const visit = (act: (done: () => void) => void) => () => {
    if (busy) return
    busy = true
    act(() => {
      show(() => [])
      warm([])
      busy = false
    })
  }
  const across = () => 0.2 + 0.4 * rng.next()
  const note = (what: string, levels: readonly string[], seconds: number, vital: boolean) =>
    !(what !== 'gone under' && maySwim(script, camera.id)) &&
    script.truth({
      scenario: 'anti-drowning',
      what,
      devices: [camera.id, ...(thermal ? [thermal.id] : [])],
      fromMs: script.now(),
      untilMs: script.now() + seconds * 1000,
      levels,
      vital,
    })

  const hot = script.season === 'summer'
  for (const atMs of moments(script, hot ? 2 : 1, 6, 21))
    script.at(
      atMs,
      visit((done) => stay('strip', 15 + rng.next() * 60, across(), true, done)),
    )
  for (const atMs of moments(script, 0.4, 5, 10))
    script.at(
      atMs,
      visit((done) => stay('strip', 900, across(), true, done)),
    )
  // Somebody stands at the edge and steps back when the loudspeaker asks.
  for (const atMs of moments(script, hot ? 0.4 : 0.1, 8, 20))
    script.at(
      atMs,
      visit((done) => {
        const x = across()
        stay('strip', 4, x, false, () => {
          note('at the edge', ['warning', ...alarmLevels], 20, false)
          stay('edge', 20, x, true, () => stay('strip', 4, x, false, done))
        })
      }),
    )
  for (const atMs of moments(script, hot ? 0.25 : 0.02, 10, 20))
    script.at(
      atMs,
      visit((done) => {
        const x = across()
        stay('edge', 5, x, false, () => {
          note('swimmer', alarmLevels, 40, true)
          stay('water', 15 + rng.next() * 25, x, rng.next() < 0.7, () => stay('edge', 3, x, false, () => stay('strip', 3, x, false, done)))
        })
      }),
    )
  for (const atMs of moments(script, hot ? 0.04 : 0.01, 12, 19))
    script.at(
      atMs,
      visit((done) => {
        const x = across()
        stay('edge', 4, x, false, () => {
          stay('water', 12, x, false, () => {
            note('gone under', ['critical'], 60, true)
            forSeconds(script, 60, () => void show(() => []), done)
          })
        })
      }),
    )
  for (const atMs of moments(script, 6))
    script.at(
      atMs,
      visit((done) => forSeconds(script, 20, () => void show((offsetMs) => [thing('boat', 210, 80, 0.3, offsetMs, 0.9)]), done)),
    )
  for (const atMs of moments(script, 4, 5, 19))
    script.at(
      atMs,
      visit((done) => forSeconds(script, 15, () => void show((offsetMs) => [thing('bird', 20, 14, 0.6, offsetMs, 0.7)]), done)),
    )
  // An insect or glare: one frame taken for a person, now and then two.
  for (const atMs of moments(script, hot ? 8 : 3))
    script.at(
      atMs,
      visit((done) => {
        show((offsetMs) => (offsetMs <= 200 * Math.floor(rng.next() * 2) ? [thing('person', 60, 140, 0.9, offsetMs, 0.62)] : []))
        done()
      }),
    )
}

/** Whether the county permits swimming before this camera now: then a notice is right, and there is nothing to tell. */
function maySwim({ county, now }: Script, camera: string): boolean {
  const { views, permittedSwim } = county.stated.get('anti-drowning') as AntiDrowningLimits
  const clock = new Date(now() + county.file.time.offsetMinutes * 60_000).toISOString().slice(11, 16)
  return permittedSwim.some(({ spot, from, to }) => views[camera]?.spot === spot && clock >= from && clock < to)
}

function person(place: Place, across: number, random: () => number) {
  const [w, h] = [46, 120]
  const jitter = () => Math.round((random() - 0.5) * 4)
  const [x, y] = [Math.round(across * widthPx) + jitter(), Math.max(0, Math.round(places[place] * heightPx) - h + jitter())]
  return { x, y, w, h, score: 0.75 + 0.2 * random(), class: 'person' }
}

function thing(name: string, w: number, h: number, down: number, offsetMs: number, score: number) {
  return { x: Math.round(400 + offsetMs / 10), y: Math.max(0, Math.round(down * heightPx) - h), w, h, score, class: name }
}
