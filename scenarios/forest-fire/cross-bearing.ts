const metresPerDegree = 111_195
const radians = Math.PI / 180

export type Bearing = { lat: number; lon: number; bearingDeg: number }
export type Fix = { lat: number; lon: number; accuracyMetres: number }

/** Beyond this the flat-earth reckoning is off by more than the bearings are, and smoke is seldom told apart. */
const farthestMetres = 30_000
/** Bearings that meet at a smaller angle fix nothing. */
const narrowestDeg = 10

/**
 * Where two bearings meet, on a plane tangent at the first tower (error under 0.1 % within 30 km), with the accuracy that an
 * error of `errorDeg` in either bearing leaves. `undefined` when they do not meet ahead of both towers, within reach, at a
 * useful angle.
 */
export function crossBearings(a: Bearing, b: Bearing, errorDeg: number): Fix | undefined {
  const eastScale = metresPerDegree * Math.cos(a.lat * radians)
  const east = (b.lon - a.lon) * eastScale
  const north = (b.lat - a.lat) * metresPerDegree
  const [aEast, aNorth] = direction(a.bearingDeg)
  const [bEast, bNorth] = direction(b.bearingDeg)
  const sine = aEast * bNorth - aNorth * bEast
  if (Math.abs(sine) < Math.sin(narrowestDeg * radians)) return undefined
  const fromA = (east * bNorth - north * bEast) / sine
  const fromB = (east * aNorth - north * aEast) / sine
  if (fromA <= 0 || fromB <= 0 || Math.max(fromA, fromB) > farthestMetres) return undefined
  const accuracyMetres = (Math.max(fromA, fromB) * Math.tan(errorDeg * radians)) / Math.abs(sine)
  return {
    lat: a.lat + (fromA * aNorth) / metresPerDegree,
    lon: a.lon + (fromA * aEast) / eastScale,
    accuracyMetres: Math.round(accuracyMetres),
  }
}

function direction(bearingDeg: number): [east: number, north: number] {
  return [Math.sin(bearingDeg * radians), Math.cos(bearingDeg * radians)]
}
