import { watchedOfKind } from '#domain/county/area-kinds.ts'
import { boundsOf } from '#domain/geo/area.ts'
import { bearingDeg } from '#domain/geo/distance.ts'
import type { Device } from '#domain/observation/device.ts'
import { rounding } from '#local/ground-truth/rounded.ts'
import { every, type Generator, moments, type Script, saying } from '#local/ground-truth/script.ts'

const round = rounding(2)
const hourMs = 3_600_000
const minuteMs = 60_000

/** The day in the forests: weather by the hour, towers that look, a fire now and then; and chimneys, fog, sun on rock. */
export const hills: Generator = (script) => {
  const ids = watchedOfKind(script.county, 'forest')
  for (const forest of ids) tellForest(script, forest)
}

function tellForest(script: Script, forest: string): void {
  const { rng } = script
  const inForest = (kind: string) => saying(script, kind).filter(({ watches }) => watches.includes(forest))
  const towers = inForest('vision')
  const nodes = inForest('hot-spot').filter(({ kinds }) => !kinds.includes('vision'))
  const geometry = script.county.areas.find(({ properties }) => properties.id === forest)?.geometry
  const [west, south, east, north] = boundsOf(geometry ?? { type: 'Point', coordinates: [0, 0] })
  let burning = false

  for (const station of inForest('weather')) every(script, hourMs, () => script.say(station.id, 'weather', weather(script)))
  for (const tower of towers) every(script, 4 * minuteMs, () => !burning && script.say(tower.id, 'vision', picture(0, [])))
  for (const node of nodes) every(script, 20 * hourMs, () => script.say(node.id, 'hot-spot', heat(22 + 4 * rng.next())))
  const radiometers = towers.filter(({ kinds }) => kinds.includes('hot-spot'))
  for (const radiometer of radiometers) every(script, 10 * minuteMs, () => script.say(radiometer.id, 'hot-spot', heat(23 + 5 * rng.next())))

  for (const atMs of moments(script, script.season === 'winter' ? 0.35 : 0.1, 9, 20))
    script.at(atMs, () => {
      const fire = { lat: south + (north - south) * (0.3 + 0.4 * rng.next()), lon: west + (east - west) * (0.3 + 0.4 * rng.next()) }
      const untilMs = script.now() + 12 * minuteMs
      burning = true
      script.truth({
        scenario: 'forest-fire',
        what: 'fire',
        devices: [...towers, ...radiometers].map(({ id }) => id),
        fromMs: script.now(),
        untilMs,
        levels: ['suspected', 'confirmed'],
        vital: true,
      })
      let size = 22
      const look = () => {
        if (script.now() > untilMs) {
          burning = false
          return
        }
        for (const tower of towers)
          script.say(tower.id, 'vision', picture(bearingDeg(tower.site, fire), [smoke(size, 0.5 + 0.4 * rng.next(), rng.next())]))
        size = Math.min(170, size * 1.06)
        script.at(script.now() + 10_000, look)
      }
      look()
    })
  // Chimneys and field edges: a look or two with a weak score, from one tower.
  for (const atMs of moments(script, 5, 6, 20))
    script.at(atMs, () => nuisance(script, towers, () => [smoke(18, 0.3 + 0.25 * rng.next(), rng.next())], 2))
  // Fog fills the picture.
  for (const atMs of moments(script, 1, 4, 8))
    script.at(atMs, () => nuisance(script, towers, () => [{ x: 0, y: 0, w: 1_200, h: 700, score: 0.7, class: 'smoke' }], 30))
  // The sun on rock: one reading far too warm.
  for (const radiometer of radiometers)
    for (const atMs of moments(script, 0.3, 11, 15)) script.at(atMs, () => script.say(radiometer.id, 'hot-spot', heat(44)))
}

function nuisance(script: Script, towers: Device[], boxes: () => object[], looks: number): void {
  const tower = towers[Math.floor(script.rng.next() * towers.length)]
  if (!tower) return
  for (let index = 0; index < looks; index++)
    script.at(script.now() + index * 10_000, () => script.say(tower.id, 'vision', picture(90, boxes())))
}

function weather(script: Script) {
  const localHour = ((script.now() / hourMs + script.county.file.time.offsetMinutes / 60) % 24) - 15
  const warmth = Math.cos((localHour / 24) * 2 * Math.PI)
  const [mild, dry] = script.season === 'summer' ? [26, 62] : [11, 42]
  const value = round(2.5 + 2 * warmth + 2 * script.rng.next())
  return { tempC: round(mild + 7 * warmth), rhPct: round(dry - 16 * warmth), wind: { value, unit: 'm/s' }, rainMm: 0, rainPeriodHours: 1 }
}

function picture(azimuthDeg: number, boxes: object[]) {
  return { widthPx: 1280, heightPx: 720, azimuthDeg: round(azimuthDeg), hfovDeg: 60, frames: [{ offsetMs: 0, boxes }] }
}

function smoke(size: number, score: number, shake: number) {
  return { x: 640 - size / 2 + 6 * shake, y: 300, w: size, h: size * 0.8, score: round(score), class: 'smoke' }
}

function heat(tMaxC: number) {
  return { tMaxC: round(tMaxC), backgroundMedianC: 22, backgroundMadC: 0.9 }
}
