import type { Device } from '#domain/observation/device.ts'
import { rounding } from '#local/ground-truth/rounded.ts'
import { every, forSeconds, moments, type Stage, saying, sayingAt, type Teller } from '#local/ground-truth/stage.ts'

const round = rounding(3)
const minuteMs = 60_000
const hourMs = 3_600_000

/** The day in a residential quarter: leaks, fires, an open cover, a flooded road, e-bikes and parked cars; and cooking, showers, traffic, people. */
export const quarter: Teller = (stage) => {
  for (const device of saying(stage, 'gas')) gasDay(stage, device)
  for (const device of saying(stage, 'carbon-monoxide'))
    every(stage, 5 * minuteMs, () => stage.say(device.id, 'carbon-monoxide', { ppm: round(1 + 6 * stage.rng.next()) }))
  for (const device of sayingAt(stage, 'smoke', ['building'])) smokeDay(stage, device)
  for (const device of saying(stage, 'electrical')) electricalDay(stage, device)
  for (const device of saying(stage, 'manhole')) coverDay(stage, device)
  for (const device of saying(stage, 'flood-level')) roadDay(stage, device)
  for (const device of saying(stage, 'water-pressure'))
    every(stage, 10 * minuteMs, () => stage.say(device.id, 'water-pressure', { mpa: round(0.28 + 0.08 * stage.rng.next()) }))
  for (const device of saying(stage, 'access')) doorDay(stage, device)
  for (const camera of sayingAt(stage, 'vision', ['lift'])) liftDay(stage, camera)
  for (const camera of sayingAt(stage, 'vision', ['fire-lane'])) laneDay(stage, camera)
}

function gasDay(stage: Stage, { id }: Device): void {
  let lelPct = 0
  every(stage, 2 * minuteMs, () => stage.say(id, 'gas', { lelPct: round(lelPct + 0.4 * stage.rng.next()) }))
  // Frying and a gas ring that lights late: some percent for minutes.
  for (const atMs of moments(stage, 3, 6, 20))
    series(stage, atMs, 40, 10_000, (step) => stage.say(id, 'gas', { lelPct: round(3.8 * Math.sin((Math.PI * step) / 40)) }))
  for (const atMs of moments(stage, 0.15)) {
    stage.at(atMs, () => note(stage, id, 'gas leak', 20 * minuteMs, ['alarm', 'critical'], true, 3 * minuteMs))
    series(stage, atMs, 120, 10_000, (step) => {
      lelPct = Math.min(26, step * 0.5)
      stage.say(id, 'gas', { lelPct: round(lelPct) })
      if (step === 119) lelPct = 0
    })
  }
}

function smokeDay(stage: Stage, { id, watches }: Device): void {
  const { rng } = stage
  every(stage, 8 * hourMs, () =>
    stage.say(id, 'smoke', { alarm: false, opticalDensityPerM: round(0.004 * rng.next()), tempC: round(20 + 3 * rng.next()) }),
  )
  // Steam and frying: a little density, a few degrees.
  for (const atMs of moments(stage, 2, 6, 21))
    series(stage, atMs, 20, 30_000, (step) =>
      stage.say(id, 'smoke', {
        alarm: false,
        opticalDensityPerM: round(0.035 * Math.sin((Math.PI * step) / 20)),
        tempC: round(22 + 5 * Math.sin((Math.PI * step) / 20)),
      }),
    )
  for (const atMs of moments(stage, 0.1, 9, 17)) stage.at(atMs, () => stage.say(id, 'smoke', { alarm: true, test: true }))
  for (const atMs of moments(stage, 0.04)) {
    stage.at(atMs, () => note(stage, id, `fire in ${watches[0]}`, 15 * minuteMs, ['fire', 'confirmed'], true))
    series(stage, atMs, 90, 10_000, (step) =>
      stage.say(id, 'smoke', {
        alarm: step > 12,
        opticalDensityPerM: round(Math.min(2, 0.01 * 1.25 ** step)),
        tempC: round(22 + Math.min(500, 0.4 * step ** 1.7)),
      }),
    )
  }
}

function electricalDay(stage: Stage, { id }: Device): void {
  let extra = 0
  every(stage, 5 * minuteMs, () =>
    stage.say(id, 'electrical', { residualMa: round(60 + 120 * stage.rng.next() + extra), cableC: round(30 + 12 * stage.rng.next()) }),
  )
  // A motor starts: one high reading.
  for (const atMs of moments(stage, 2)) stage.at(atMs, () => stage.say(id, 'electrical', { residualMa: 420, cableC: 35 }))
  for (const atMs of moments(stage, 0.1))
    stage.at(atMs, () => {
      note(stage, id, 'earth fault', 40 * minuteMs, ['warning', 'alarm'], false, 6 * minuteMs)
      extra = 480
      stage.at(stage.now() + 40 * minuteMs, () => {
        extra = 0
      })
    })
}

function coverDay(stage: Stage, { id }: Device): void {
  every(stage, 6 * hourMs, () => stage.say(id, 'manhole', { tiltDeg: round(2 * stage.rng.next()), waterPct: 10 }))
  // A lorry: the cover rocks for a second.
  for (const atMs of moments(stage, 6, 5, 23))
    stage.at(atMs, () => {
      stage.say(id, 'manhole', { tiltDeg: 14 })
      stage.at(stage.now() + 1_000, () => stage.say(id, 'manhole', { tiltDeg: 1 }))
    })
  for (const atMs of moments(stage, 0.1, 0, 23)) {
    stage.at(atMs, () => note(stage, id, 'open cover', 30 * minuteMs, ['warning', 'open'], false))
    series(stage, atMs, 6, 5 * minuteMs, () => stage.say(id, 'manhole', { tiltDeg: 96 }))
    stage.at(atMs + 31 * minuteMs, () => stage.say(id, 'manhole', { tiltDeg: 1 }))
  }
}

function roadDay(stage: Stage, { id }: Device): void {
  let depthCm = 0
  every(stage, 2 * minuteMs, () => stage.say(id, 'flood-level', { depthCm: round(depthCm) }))
  for (const atMs of moments(stage, 2)) stage.at(atMs, () => stage.say(id, 'flood-level', { depthCm: 38 })) // a plastic bag
  for (const atMs of moments(stage, stage.season === 'summer' ? 0.3 : 0.03)) {
    // Flooded from 5 cm on, which the water reaches after six minutes.
    stage.at(atMs, () => note(stage, id, 'flooded road', 90 * minuteMs, ['warning', 'alarm', 'critical'], false, 6 * minuteMs))
    series(stage, atMs, 90, minuteMs, (step) => {
      depthCm = step < 30 ? step * 0.9 : Math.max(0, 27 - (step - 30) * 0.45)
    })
  }
}

function doorDay(stage: Stage, { id }: Device): void {
  for (const atMs of moments(stage, 60, 6, 23)) stage.at(atMs, () => stage.say(id, 'access', { swipes: 1, persons: 1 }))
  for (const atMs of moments(stage, 0.5, 17, 23))
    stage.at(atMs, () => {
      note(stage, id, 'tailgating', minuteMs, ['notice'], false)
      stage.say(id, 'access', { swipes: 1, persons: 3 })
    })
}

/** What passes a watched place all day, and what must not stay there. */
type PlaceDay = {
  passes: string
  timesADay: number
  passesSeconds: number
  stays: string
  staysADay: number
  fromHour: number
  staysSeconds: number
  what: string
  limitMs: number
}

function liftDay(stage: Stage, camera: Device): void {
  const people = { passes: 'person', timesADay: 50, passesSeconds: 12 }
  placeDay(stage, camera, { ...people, stays: 'e-bike', staysADay: 1, fromHour: 7, staysSeconds: 20, what: 'e-bike in lift', limitMs: 0 })
}

function laneDay(stage: Stage, camera: Device): void {
  const traffic = { passes: 'car', timesADay: 15, passesSeconds: 40 }
  placeDay(stage, camera, {
    ...traffic,
    stays: 'car',
    staysADay: 0.4,
    fromHour: 6,
    staysSeconds: 360,
    what: 'fire lane blocked',
    limitMs: 2 * minuteMs,
  })
}

function placeDay(stage: Stage, { id }: Device, day: PlaceDay): void {
  const show = (name?: string) => void stage.say(id, 'vision', frames(name))
  const during = (seconds: number, name: string | undefined, after: () => void) =>
    forSeconds(stage, seconds, () => show(name) as undefined, after)
  every(stage, 2 * minuteMs, () => show())
  for (const atMs of moments(stage, day.timesADay, 6, 23)) stage.at(atMs, () => during(day.passesSeconds, day.passes, () => show()))
  for (const atMs of moments(stage, day.staysADay, day.fromHour, 22))
    stage.at(atMs, () => {
      note(stage, id, day.what, day.staysSeconds * 1000, ['blocked'], false, day.limitMs)
      during(day.staysSeconds, day.stays, () => during(40, undefined, () => undefined))
    })
}

/** `after` is how long it takes until the limit is reached: the delay counts from there. */
function note(stage: Stage, device: string, what: string, lastsMs: number, levels: string[], vital: boolean, after = 0): void {
  stage.truth({
    scenario: 'smart-community',
    what,
    devices: [device],
    fromMs: stage.now() + after,
    untilMs: stage.now() + lastsMs,
    levels,
    vital,
  })
}

function series(stage: Stage, fromMs: number, steps: number, everyMs: number, act: (step: number) => void): void {
  for (let step = 0; step < steps; step++) stage.at(fromMs + step * everyMs, () => act(step))
}

function frames(name: string | undefined) {
  const boxes = name ? [{ x: 300, y: 200, w: 200, h: 240, score: 0.82, class: name }] : []
  return { widthPx: 1280, heightPx: 720, frames: [0, 200, 400, 600, 800].map((offsetMs) => ({ offsetMs, boxes })) }
}
