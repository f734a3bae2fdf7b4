import * as z from 'zod'
import { type BodyOf, defineKind } from '#domain/observation/kind.ts'

/** Shifted Chinese map datums: at Yichang GCJ-02 lies 605 m and BD-09 1,224 m off, as much as the river is wide. */
const shiftedDatums = ['GCJ-02', 'BD-09']
export const vesselDatums = ['WGS-84', 'CGCS2000'] as const

const datum = z.unknown().transform((value, context): (typeof vesselDatums)[number] => {
  const known = vesselDatums.find((one) => one === value)
  if (known) return known
  const isShifted = shiftedDatums.includes(String(value))
  const message = isShifted
    ? `${value} is a shifted map datum, hundreds of metres off; convert to WGS-84 at the source`
    : `the datum is missing or unknown; use one of ${vesselDatums.join(', ')}`
  context.addIssue({ code: 'custom', message })
  return z.NEVER
})

/** An AIS value that stands for "not available" (ITU-R M.1371) is taken as none. */
function orAbsent<Schema extends z.ZodType<number>>(schema: Schema, isAbsent: (value: number) => boolean) {
  return z
    .union([z.number().refine(isAbsent), schema])
    .transform((value) => (isAbsent(value) ? undefined : value))
    .optional()
}

/**
 * One fix of one vessel, from whatever follows it. The position is the message's own `lat` and `lon`; AIS' 91 and 181 for
 * "no position" are outside their ranges, so such a message is refused.
 */
export const vessel = defineKind({
  name: 'vessel',
  title: { zh: '船舶轨迹点', en: 'vessel fix' },
  body: z.object({
    /** Stands in the names of timers and orders. */
    trackId: z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'letters, digits, dots, hyphens and underscores, at most 64'),
    source: z.enum(['ais', 'beidou', 'radar', 'camera']),
    mmsi: z.number().int().min(0).max(999_999_999).optional(),
    datum,
    sogKn: orAbsent(z.number().min(0).max(80), (value) => value === 102.3),
    cogDeg: orAbsent(z.number().min(0).lt(360), (value) => value === 360),
    headingDeg: orAbsent(z.number().min(0).lt(360), (value) => value === 511),
    lengthM: z.number().min(0.5).max(500).optional(),
    /** Navigational status of AIS: 1 at anchor, 5 moored, 7 engaged in fishing. */
    navStatus: z.number().int().min(0).max(15).optional(),
    /** Where it was received, when that is not the device that reports. */
    receiver: z.string().min(1).max(64).optional(),
  }),
  units: { mmsi: '9 digits', sogKn: 'kn', cogDeg: '°', headingDeg: '°', lengthM: 'm', navStatus: '0–15' },
  sight: true,
  example: { trackId: 'ais-413000001', source: 'ais', mmsi: 413_000_001, datum: 'WGS-84', sogKn: 2.1, cogDeg: 84, navStatus: 0 },
})
export type VesselBody = BodyOf<typeof vessel>
