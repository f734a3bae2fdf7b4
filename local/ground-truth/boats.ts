import { areaContains, boundsOf } from '#domain/geo/area.ts'
import type { Position } from '#domain/geo/position.ts'
import { rounding } from '#local/ground-truth/rounded.ts'
import { every, type Generator, moments, type Script, saying } from '#local/ground-truth/script.ts'

const round = rounding(6)
const minuteMs = 60_000
const fixEveryMs = 60_000
const metresPerDegree = 111_000
const knotMetresPerSecond = 0.5144

/** The day on the river: barges that pass, a ferry, the patrol; and somebody who works a net in closed water. */
export const boats: Generator = (script) => {
  const receivers = saying(script, 'vessel')
  const closed = script.county.areas.find(({ properties }) => properties.kind === 'closed-fishing')
  if (!closed || receivers.length === 0) return
  for (const { id } of receivers) every(script, 30 * minuteMs, () => sail(script, id, outside(script), 90, 6, 2, { trackId: `far-${id}` }))
  const [ais, radar] = [receivers[0]?.id ?? '', receivers.at(-1)?.id ?? '']
  const spot = () => inside(script, closed.geometry)
  let number = 0
  for (const atMs of moments(script, 30))
    script.at(atMs, () =>
      sail(script, ais, edgeOf(closed.geometry), 90, 7 + 3 * script.rng.next(), 35, {
        trackId: `barge-${++number}`,
        mmsi: 413_000_100 + number,
        lengthM: 80,
      }),
    )
  for (const atMs of moments(script, 0.5, 1, 22))
    script.at(atMs, () => {
      const trackId = `dark-${++number}`
      script.truth({
        scenario: 'fishing-ban',
        what: 'working a net',
        devices: [radar],
        fromMs: script.now(),
        untilMs: script.now() + 45 * minuteMs,
        levels: ['orange'],
        vital: false,
      })
      sail(script, radar, spot(), 90, 0.9, 45, { trackId, lengthM: 9 })
    })
}

type Facts = { trackId: string; mmsi?: number; lengthM?: number }

/** Fixes of one vessel on a straight course, one a minute. */
function sail(script: Script, receiver: string, from: Position, courseDeg: number, knots: number, minutes: number, facts: Facts): void {
  const source = facts.mmsi ? 'ais' : 'radar'
  for (let minute = 0; minute < minutes; minute++)
    script.at(script.now() + minute * fixEveryMs, () => {
      const metres = minute * 60 * knots * knotMetresPerSecond
      const [north, east] = [Math.cos((courseDeg * Math.PI) / 180) * metres, Math.sin((courseDeg * Math.PI) / 180) * metres]
      const lat = from.lat + north / metresPerDegree
      const lon = from.lon + east / (metresPerDegree * Math.cos((from.lat * Math.PI) / 180))
      if (!script.county.areas.some(({ properties, geometry }) => properties.kind === 'boundary' && areaContains(geometry, { lat, lon })))
        return
      const sogKn = Math.max(0, knots + (script.rng.next() - 0.5) * 0.4)
      script.say(receiver, 'vessel', {
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

function inside(script: Script, geometry: Parameters<typeof boundsOf>[0]): Position {
  const [west, south, east, north] = boundsOf(geometry)
  for (;;) {
    const at = { lat: south + (north - south) * script.rng.next(), lon: west + (east - west) * (0.2 + 0.5 * script.rng.next()) }
    if (areaContains(geometry, at)) return at
  }
}

/** Where the reach begins, in the middle of its western edge. */
function edgeOf(geometry: Parameters<typeof boundsOf>[0]): Position {
  const [west, south, , north] = boundsOf(geometry)
  return { lat: (south + north) / 2, lon: west - 0.002 }
}

/** Far from any closed water. */
function outside(script: Script): Position {
  const boundary = script.county.areas.find(({ properties }) => properties.kind === 'boundary')?.geometry
  const [west, south, east, north] = boundary ? boundsOf(boundary) : [0, 0, 0, 0]
  return { lat: south + (north - south) * 0.3, lon: west + (east - west) * 0.5 }
}
