import type { Device } from '#domain/observation/device.ts'
import { rounding } from '#local/ground-truth/rounded.ts'
import { every, forSeconds, type Generator, moments, type Script, saying, sayingAt } from '#local/ground-truth/script.ts'

const round = rounding(3)
const minuteMs = 60_000
const hourMs = 3_600_000

/** The day in a residential quarter: leaks, fires, an open cover, a flooded road, e-bikes and parked cars; and cooking, showers, traffic, people. */
export const quarter: Generator = (script) => {
  for (const device of saying(script, 'gas')) gasDay(script, device)
  for (const device of saying(script, 'carbon-monoxide'))
    every(script, 5 * minuteMs, () => script.say(device.id, 'carbon-monoxide', { ppm: round(1 + 6 * script.rng.next()) }))
  for (const device of sayingAt(script, 'smoke', ['building'])) smokeDay(script, device)
  for (const device of saying(script, 'electrical')) electricalDay(script, device)
  for (const device of saying(script, 'manhole')) coverDay(script, device)
  for (const device of saying(script, 'flood-level')) roadDay(script, device)
  for (const device of saying(script, 'water-pressure'))
    every(script, 10 * minuteMs, () => script.say(device.id, 'water-pressure', { mpa: round(0.28 + 0.08 * script.rng.next()) }))
  for (const device of saying(script, 'access')) doorDay(script, device)
  for (const camera of sayingAt(script, 'vision', ['lift'])) liftDay(script, camera)
  for (const camera of sayingAt(script, 'vision', ['fire-lane'])) laneDay(script, camera)
}

function gasDay(script: Script, { id }: Device): void {
  let lelPct = 0
  every(script, 2 * minuteMs, () => script.say(id, 'gas', { lelPct: round(lelPct + 0.4 * script.rng.next()) }))
  // Frying and a gas ring that lights late: some percent for minutes.
  for (const atMs of moments(script, 3, 6, 20))
    series(script, atMs, 40, 10_000, (step) => script.say(id, 'gas', { lelPct: round(3.8 * Math.sin((Math.PI * step) / 40)) }))
  for (const atMs of moments(script, 0.15)) {
    script.at(atMs, () => note(script, id, 'gas leak', 20 * minuteMs, ['alarm', 'critical'], true, 3 * minuteMs))
    series(script, atMs, 120, 10_000, (step) => {
      lelPct = Math.min(26, step * 0.5)
      script.say(id, 'gas', { lelPct: round(lelPct) })
      if (step === 119) lelPct = 0
    })
  }
}

function smokeDay(script: Script, { id, watches }: Device): void {
  const { rng } = script
  every(script, 8 * hourMs, () =>
    script.say(id, 'smoke', { alarm: false, opticalDensityPerM: round(0.004 * rng.next()), tempC: round(20 + 3 * rng.next()) }),
  )
  // Steam and frying: a little density, a few degrees.
  for (const atMs of moments(script, 2, 6, 21))
    series(script, atMs, 20, 30_000, (step) =>
      script.say(id, 'smoke', {
        alarm: false,
        opticalDensityPerM: round(0.035 * Math.sin((Math.PI * step) / 20)),
        tempC: round(22 + 5 * Math.sin((Math.PI * step) / 20)),
      }),
    )
  for (const atMs of moments(script, 0.1, 9, 17)) script.at(atMs, () => script.say(id, 'smoke', { alarm: true, test: true }))
  for (const atMs of moments(script, 0.04)) {
    script.at(atMs, () => note(script, id, `fire in ${watches[0]}`, 15 * minuteMs, ['fire', 'confirmed'], true))
    series(script, atMs, 90, 10_000, (step) =>
      script.say(id, 'smoke', {
        alarm: step > 12,
        opticalDensityPerM: round(Math.min(2, 0.01 * 1.25 ** step)),
        tempC: round(22 + Math.min(500, 0.4 * step ** 1.7)),
      }),
    )
  }
}

function electricalDay(script: Script, { id }: Device): void {
  let extra = 0
  every(script, 5 * minuteMs, () =>
    script.say(id, 'electrical', { residualMa: round(60 + 120 * script.rng.next() + extra), cableC: round(30 + 12 * script.rng.next()) }),
  )
  // A motor starts: one high reading.
  for (const atMs of moments(script, 2)) script.at(atMs, () => script.say(id, 'electrical', { residualMa: 420, cableC: 35 }))
  for (const atMs of moments(script, 0.1))
    script.at(atMs, () => {
      note(script, id, 'earth fault', 40 * minuteMs, ['warning', 'alarm'], false, 6 * minuteMs)
      extra = 480
      script.at(script.now() + 40 * minuteMs, () => {
        extra = 0
      })
    })
}

function coverDay(script: Script, { id }: Device): void {
  every(script, 6 * hourMs, () => script.say(id, 'manhole', { tiltDeg: round(2 * script.rng.next()), waterPct: 10 }))
  // A lorry: the cover rocks for a second.
  for (const atMs of moments(script, 6, 5, 23))
    script.at(atMs, () => {
      script.say(id, 'manhole', { tiltDeg: 14 })
      script.at(script.now() + 1_000, () => script.say(id, 'manhole', { tiltDeg: 1 }))
    })
  for (const atMs of moments(script, 0.1, 0, 23)) {
    script.at(atMs, () => note(script, id, 'open cover', 30 * minuteMs, ['warning', 'open'], false))
    series(script, atMs, 6, 5 * minuteMs, () => script.say(id, 'manhole', { tiltDeg: 96 }))
    script.at(atMs + 31 * minuteMs, () => script.say(id, 'manhole', { tiltDeg: 1 }))
  }
}

function roadDay(script: Script, { id }: Device): void {
  let depthCm = 0
  every(script, 2 * minuteMs, () => script.say(id, 'flood-level', { depthCm: round(depthCm) }))
  for (const atMs of moments(script, 2)) script.at(atMs, () => script.say(id, 'flood-level', { depthCm: 38 })) // a plastic bag
  for (const atMs of moments(script, script.season === 'summer' ? 0.3 : 0.03)) {
    // Flooded from 5 cm on, which the water reaches after six minutes.
    script.at(atMs, () => note(script, id, 'flooded road', 90 * minuteMs, ['warning', 'alarm', 'critical'], false, 6 * minuteMs))
    series(script, atMs, 90, minuteMs, (step) => {
      depthCm = step < 30 ? step * 0.9 : Math.max(0, 27 - (step - 30) * 0.45)
    })
  }
}

function doorDay(script: Script, { id }: Device): void {
  for (const atMs of moments(script, 60, 6, 23)) script.at(atMs, () => script.say(id, 'access', { swipes: 1, persons: 1 }))
  for (const atMs of moments(script, 0.5, 17, 23))
    script.at(atMs, () => {
      note(script, id, 'tailgating', minuteMs, ['notice'], false)
      script.say(id, 'access', { swipes: 1, persons: 3 })
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

function liftDay(script: Script, camera: Device): void {
  const people = { passes: 'person', timesADay: 50, passesSeconds: 12 }
  placeDay(script, camera, { ...people, stays: 'e-bike', staysADay: 1, fromHour: 7, staysSeconds: 20, what: 'e-bike in lift', limitMs: 0 })
}

function laneDay(script: Script, camera: Device): void {
  const traffic = { passes: 'car', timesADay: 15, passesSeconds: 40 }
  placeDay(script, camera, {
    ...traffic,
    stays: 'car',
    staysADay: 0.4,
    fromHour: 6,
    staysSeconds: 360,
    what: 'fire lane blocked',
    limitMs: 2 * minuteMs,
  })
}

function placeDay(script: Script, { id }: Device, day: PlaceDay): void {
  const show = (name?: string) => void script.say(id, 'vision', frames(name))
  const during = (seconds: number, name: string | undefined, after: () => void) =>
    forSeconds(script, seconds, () => show(name) as undefined, after)
  every(script, 2 * minuteMs, () => show())
  for (const atMs of moments(script, day.timesADay, 6, 23)) script.at(atMs, () => during(day.passesSeconds, day.passes, () => show()))
  for (const atMs of moments(script, day.staysADay, day.fromHour, 22))
    script.at(atMs, () => {
      note(script, id, day.what, day.staysSeconds * 1000, ['blocked'], false, day.limitMs)
      during(day.staysSeconds, day.stays, () => during(40, undefined, () => undefined))
    })
}

/** `after` is how long it takes until the limit is reached: the delay counts from there. */
function note(script: Script, device: string, what: string, lastsMs: number, levels: string[], vital: boolean, after = 0): void {
  script.truth({
    scenario: 'smart-community',
    what,
    devices: [device],
    fromMs: script.now() + after,
    untilMs: script.now() + lastsMs,
    levels,
    vital,
  })
}

function series(script: Script, fromMs: number, steps: number, everyMs: number, act: (step: number) => void): void {
  for (let step = 0; step < steps; step++) script.at(fromMs + step * everyMs, () => act(step))
}

function frames(name: string | undefined) {
  const boxes = name ? [{ x: 300, y: 200, w: 200, h: 240, score: 0.82, class: name }] : []
  return { widthPx: 1280, heightPx: 720, frames: [0, 200, 400, 600, 800].map((offsetMs) => ({ offsetMs, boxes })) }
}
