import type { County } from '#domain/county/county.ts'
import { itemAt } from '#domain/entries.ts'
import { boundsOf } from '#domain/geo/area.ts'
import { bearingDeg } from '#domain/geo/distance.ts'
import type { Device } from '#domain/observation/device.ts'
import type { Clock, Rng } from '#domain/ports.ts'
import type { Actor, Say } from '#local/simulator/actor.ts'

const hourMs = 3_600_000
const lookEveryMs = 10_000
const hfovDeg = 60

/** One forest: its weather by the hour, the heartbeats of its towers, and now and then a fire that both towers see. */
export function forestActor(forest: string, devices: Device[], county: County, index: number, rng: Rng, clock: Clock, say: Say): Actor {
  const towers = devices.filter(({ kinds }) => kinds.includes('vision'))
  const station = devices.find(({ kinds }) => kinds.includes('weather'))
  const nodes = devices.filter(({ kinds }) => kinds.includes('hot-spot') && !kinds.includes('vision'))
  const [west, south, east, north] = boundsOf(
    county.areas.find(({ properties }) => properties.id === forest)?.geometry ?? { type: 'Point', coordinates: [0, 0] },
  )
  let smoke: { lat: number; lon: number; size: number; untilMs: number } | undefined

  const weather = () => {
    if (!station) return
    const localHour = ((clock.now() / hourMs + county.file.time.offsetMinutes / 60) % 24) - 15
    const warmth = Math.cos((localHour / 24) * 2 * Math.PI)
    say(station.id, 'weather', {
      tempC: round(19 + 9 * warmth + rng.next()),
      rhPct: round(45 - 22 * warmth + 4 * rng.next()),
      wind: { value: round(3 + 2 * warmth + 2 * rng.next()), unit: 'm/s' },
      rainMm: 0,
      rainPeriodHours: 1,
    })
  }

  const watch = (tower: Device) => {
    const azimuthDeg = smoke ? bearingDeg(tower.site, smoke) : 0
    const size = smoke?.size ?? 0
    const boxes = smoke
      ? [{ x: 640 - size / 2 + 6 * rng.next(), y: 300, w: size, h: size * 0.8, score: round(0.55 + 0.3 * rng.next()), class: 'smoke' }]
      : []
    say(tower.id, 'vision', { widthPx: 1280, heightPx: 720, azimuthDeg: round(azimuthDeg), hfovDeg, frames: [{ offsetMs: 0, boxes }] })
  }

  return {
    async run(signal) {
      let [nextWeatherMs, nextQuietMs, node] = [clock.now(), clock.now(), 0]
      let nextFireMs = clock.now() + (index === 0 ? 60_000 : 1_800_000 + rng.next() * 7_200_000)
      while (!signal.aborted) {
        const now = clock.now()
        if (now >= nextWeatherMs) {
          weather()
          nextWeatherMs = now + hourMs
        }
        if (now >= nextFireMs) {
          smoke = {
            lat: south + (north - south) * (0.3 + 0.4 * rng.next()),
            lon: west + (east - west) * (0.3 + 0.4 * rng.next()),
            size: 24,
            untilMs: now + 240_000,
          }
          nextFireMs = now + 7_200_000 + rng.next() * 7_200_000
        }
        if (smoke && now > smoke.untilMs) smoke = undefined
        if (smoke || now >= nextQuietMs) {
          for (const tower of towers) watch(tower)
          if (!smoke) nextQuietMs = now + 240_000
        }
        if (smoke) smoke.size = Math.min(160, smoke.size * 1.15)
        // Hundreds of nodes report once a day, one after the other.
        if (nodes.length > 0)
          say(itemAt(nodes, node++ % nodes.length).id, 'hot-spot', {
            tMaxC: round(24 + 3 * rng.next()),
            backgroundMedianC: 22,
            backgroundMadC: 0.9,
          })
        await clock.sleep(lookEveryMs, signal)
      }
    },
  }
}

function round(value: number): number {
  return Math.round(value * 100) / 100
}
