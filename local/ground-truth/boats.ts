import { areaContains, boundsOf } from '#domain/geo/area.ts'
import type { Position } from '#domain/geo/position.ts'
import { rounding } from '#local/ground-truth/rounded.ts'
import { every, moments, type Stage, saying, type Teller } from '#local/ground-truth/stage.ts'

const round = rounding(6)
const minuteMs = 60_000
const fixEveryMs = 60_000
const metresPerDegree = 111_000
const knotMetresPerSecond = 0.5144

/** The day on the river: barges that pass, a ferry, the patrol; and somebody who works a net in closed water. */
export const boats: Teller = (stage) => {
  const receivers = saying(stage, 'vessel')
  const closed = stage.county.areas.find(({ properties }) => properties.kind === 'closed-fishing')
  if (!closed || receivers.length === 0) return
  for (const { id } of receivers) every(stage, 30 * minuteMs, () => sail(stage, id, outside(stage), 90, 6, 2, { trackId: `far-${id}` }))
  const [ais, radar] = [receivers[0]?.id ?? '', receivers.at(-1)?.id ?? '']
  const spot = () => inside(stage, closed.geometry)
  let number = 0
  for (const atMs of moments(stage, 30))
    stage.at(atMs, () =>
      sail(stage, ais, edgeOf(closed.geometry), 90, 7 + 3 * stage.rng.next(), 35, {
        trackId: `barge-${++number}`,
        mmsi: 413_000_100 + number,
        lengthM: 80,
      }),
    )
  for (const atMs of moments(stage, 0.5, 1, 22))
    stage.at(atMs, () => {
      const trackId = `dark-${++number}`
      stage.truth({
        scenario: 'fishing-ban',
        what: 'working a net',
        devices: [radar],
        fromMs: stage.now(),
        untilMs: stage.now() + 45 * minuteMs,
        levels: ['orange'],
        vital: false,
      })
      sail(stage, radar, spot(), 90, 0.9, 45, { trackId, lengthM: 9 })
    })
}

type Facts = { trackId: string; mmsi?: number; lengthM?: number }

/** Fixes of one vessel on a straight course, one a minute. */
function sail(stage: Stage, receiver: string, from: Position, courseDeg: number, knots: number, minutes: number, facts: Facts): void {
  const source = facts.mmsi ? 'ais' : 'radar'
  for (let minute = 0; minute < minutes; minute++)
    stage.at(stage.now() + minute * fixEveryMs, () => {
      const metres = minute * 60 * knots * knotMetresPerSecond
      const [north, east] = [Math.cos((courseDeg * Math.PI) / 180) * metres, Math.sin((courseDeg * Math.PI) / 180) * metres]
      const lat = from.lat + north / metresPerDegree
      const lon = from.lon + east / (metresPerDegree * Math.cos((from.lat * Math.PI) / 180))
      if (!stage.county.areas.some(({ properties, geometry }) => properties.kind === 'boundary' && areaContains(geometry, { lat, lon })))
        return
      const sogKn = Math.max(0, knots + (stage.rng.next() - 0.5) * 0.4)
      stage.say(receiver, 'vessel', {
        lat: round(lat),
        lon: round(lon),
        datum: 'WGS-84',
        source,
        sogKn: round(sogKn),
        cogDeg: courseDeg,
        ...facts,
      })
    })
}

function inside(stage: Stage, geometry: Parameters<typeof boundsOf>[0]): Position {
  const [west, south, east, north] = boundsOf(geometry)
  for (;;) {
    const at = { lat: south + (north - south) * stage.rng.next(), lon: west + (east - west) * (0.2 + 0.5 * stage.rng.next()) }
    if (areaContains(geometry, at)) return at
  }
}

/** Where the reach begins, in the middle of its western edge. */
function edgeOf(geometry: Parameters<typeof boundsOf>[0]): Position {
  const [west, south, , north] = boundsOf(geometry)
  return { lat: (south + north) / 2, lon: west - 0.002 }
}

/** Far from any closed water. */
function outside(stage: Stage): Position {
  const boundary = stage.county.areas.find(({ properties }) => properties.kind === 'boundary')?.geometry
  const [west, south, east, north] = boundary ? boundsOf(boundary) : [0, 0, 0, 0]
  return { lat: south + (north - south) * 0.3, lon: west + (east - west) * 0.5 }
}
