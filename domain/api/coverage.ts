import * as z from 'zod'
import { pageOf, textSchema } from '#domain/api/common.ts'

/** Why a device that could see does not: what it last said, or that it says nothing. */
export const missingReasons = ['silent', 'disconnected', 'never-heard', 'disabled', 'faulty'] as const
export type MissingReason = (typeof missingReasons)[number]

export const coverageQuerySchema = z.strictObject({ area: z.string().min(1).max(63).optional() })

/** [longitude, latitude], degrees. */
const corner = z.array(z.number()).length(2)

/** One area, and how much of it the devices that watch it see. */
export const areaCoverageSchema = z.strictObject({
  area: z.string(),
  kind: z.string(),
  name: textSchema,
  /** Devices that watch it and are registered with what they see. */
  devices: z.number().int(),
  coveredPct: z.number().min(0).max(100),
  /** What would be covered if all of them worked. */
  coveredIfAllWorkedPct: z.number().min(0).max(100),
  missingCount: z.number().int(),
  /** Those that see nothing now; at most a hundred are named, those with the widest view first. */
  missing: z.array(z.strictObject({ device: z.string(), name: z.string(), why: z.enum(missingReasons) })),
  /** What nobody sees now: GeoJSON (RFC 7946), WGS-84; without polygons where all is seen. */
  blind: z.strictObject({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(corner))) }),
})
export const coveragePageSchema = pageOf(areaCoverageSchema)
export type AreaCoverageView = z.infer<typeof areaCoverageSchema>
