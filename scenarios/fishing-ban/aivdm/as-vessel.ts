import type { VesselBody } from '#domain/observation/kinds/vessel.ts'
import type { AisMessage } from '#scenarios/fishing-ban/aivdm/decode.ts'

/** Messages in which a ship says where she is; base stations, aircraft and buoys are none. */
const fromShips = [1, 2, 3, 18, 19, 27]

export type VesselMessage = Partial<VesselBody> & Pick<VesselBody, 'trackId' | 'source' | 'mmsi' | 'datum'> & { lat: number; lon: number }

export type VesselReading = { type: 'vessel'; vessel: VesselMessage } | { type: 'refused'; reason: 'not-a-position-report' | 'no-position' }

/**
 * A message of kind `vessel`, but for its time: AIS sends only the second of the minute, so that the receiver's clock stamps it.
 * What AIS calls not available is left out; without a position there is no message.
 */
export function asVessel({ type, mmsi, lat, lon, speed, course, heading, status }: AisMessage): VesselReading {
  if (!fromShips.includes(type)) return { type: 'refused', reason: 'not-a-position-report' }
  if (typeof lat !== 'number' || typeof lon !== 'number' || Math.abs(lat) > 90 || Math.abs(lon) > 180)
    return { type: 'refused', reason: 'no-position' }
  const isFar = type === 27
  const sogKn = below(speed, isFar ? 63 : 102.2)
  const cogDeg = below(course, 360)
  const headingDeg = below(heading, 360)
  const vessel: VesselMessage = {
    trackId: String(mmsi),
    source: 'ais',
    mmsi,
    datum: 'WGS-84',
    lat,
    lon,
    ...(sogKn !== undefined && { sogKn }),
    ...(cogDeg !== undefined && { cogDeg }),
    ...(headingDeg !== undefined && { headingDeg }),
    ...(typeof status === 'number' && { navStatus: status }),
  }
  return { type: 'vessel', vessel }
}

function below(value: unknown, end: number): number | undefined {
  return typeof value === 'number' && value < end ? value : undefined
}
