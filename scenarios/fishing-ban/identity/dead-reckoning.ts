import type { IdentityLimits } from '#scenarios/fishing-ban/schema.ts'

/** A fix with what is needed to reckon where its vessel was before and will be after it. */
export type Sailing = { atMs: number; lat: number; lon: number; sogKn?: number | undefined; cogDeg?: number | undefined }

const milesPerDegree = 60
const radians = Math.PI / 180
/** At rest a receiver's noise looks like this speed, and the course is none. */
const stillKn = 0.35

/**
 * How far, in nautical miles, two fixes of one vessel disagree: the least of where each puts the other by course and speed, of
 * having stood still, and of being abeam of the way between them (after Global Fishing Watch's published segment rule).
 */
export function discrepancyMiles(from: Sailing, to: Sailing, { shapeFactor }: IdentityLimits): number {
  const hours = (to.atMs - from.atMs) / 3_600_000
  const eastPerDegree = milesPerDegree * Math.cos(((from.lat + to.lat) / 2) * radians)
  const apart = (a: Sailing, b: Sailing) => ({ north: milesPerDegree * (b.lat - a.lat), east: eastPerDegree * wrapped(b.lon - a.lon) })
  const length = ({ north, east }: { north: number; east: number }) => Math.hypot(north, east)
  const reckoned = (length(apart(reckon(from, hours), to)) + length(apart(reckon(to, -hours), from))) / 2
  const way = apart(from, to)
  const abeam = (abeamMiles(from, way, hours) + abeamMiles(to, way, hours)) / 2
  return Math.min(reckoned, shapeFactor * length(way), shapeFactor * abeam)
}

function reckon({ atMs, lat, lon, sogKn, cogDeg }: Sailing, hours: number): Sailing {
  const miles = isStill(sogKn, cogDeg) ? 0 : (sogKn ?? 0) * hours
  const course = (cogDeg ?? 0) * radians
  const shrink = Math.max(1e-3, Math.cos(lat * radians))
  return {
    atMs,
    lat: lat + (Math.cos(course) * miles) / milesPerDegree,
    lon: lon + (Math.sin(course) * miles) / milesPerDegree / shrink,
  }
}

/** Distance of the other end from this vessel's course, if it lies ahead and not farther than she gets. */
function abeamMiles({ sogKn = 0, cogDeg = 0 }: Sailing, way: { north: number; east: number }, hours: number): number {
  const aside = cogDeg * radians - Math.atan2(way.east, way.north)
  const length = Math.hypot(way.north, way.east)
  const ahead = Math.cos(aside) * length
  return ahead > 0 && ahead <= sogKn * hours ? Math.abs(Math.sin(aside)) * length : Number.POSITIVE_INFINITY
}

function isStill(sogKn: number | undefined, cogDeg: number | undefined): boolean {
  return sogKn === undefined || (cogDeg === undefined && sogKn > 0) || (cogDeg === undefined && sogKn <= stillKn)
}

function wrapped(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180
}
