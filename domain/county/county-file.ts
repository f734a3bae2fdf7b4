import * as z from 'zod'
import { geometrySchema } from '#domain/geo/area.ts'
import { identitySettingsSchema } from '#domain/people/identity-settings.ts'
import { roleSchema } from '#domain/people/principal.ts'
import { textSchema } from '#domain/text.ts'

const id = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens, 1–63 characters')

const time = z
  .strictObject({ zone: z.string().min(1), offsetMinutes: z.number().int().min(-720).max(840) })
  .refine(({ zone, offsetMinutes }) => keepsOffset(zone, offsetMinutes), {
    path: ['zone'],
    message: 'this IANA zone does not exist or does not keep offsetMinutes all year',
  })

/** `county.json`: what is true of one county only. Strict: an unknown key is an error that names its path. */
export const countyFileSchema = z.strictObject({
  id,
  name: textSchema,
  /** GB/T 2260 code of six digits. */
  adcode: z.string().regex(/^\d{6}$/, 'six digits of GB/T 2260'),
  /** A drill county never speaks to the public. */
  status: z.enum(['drill', 'production']),
  time,
  /** The coordinates of every file; GCJ-02 and BD-09 are hundreds of metres off and are refused. */
  crs: z.literal('WGS-84'),
  /** Id of the area that is the county's boundary. */
  boundary: id,
  map: z.strictObject({ approvalNo: z.string().min(1).optional(), source: z.string().min(1) }),
  identity: identitySettingsSchema.optional(),
  agencies: z.array(z.strictObject({ id, name: textSchema })).default([]),
  scenarios: z.record(
    z.string(),
    z.strictObject({ enabled: z.boolean().default(true), limits: z.record(z.string(), z.unknown()).default({}) }),
  ),
  /** A nuisance may be shelved for so long at most. */
  shelfHours: z.number().min(0.5).max(12).default(12),
  archiveDays: z.number().int().min(7).max(3_650).default(90),
})
export type CountyFile = z.infer<typeof countyFileSchema>

/** One area of `areas.geojson`; what else its properties say is kept for the map. */
export const areaSchema = z.strictObject({
  type: z.literal('Feature'),
  id: id.optional(),
  geometry: geometrySchema,
  properties: z.looseObject({ id, kind: z.string().min(1), name: textSchema }),
})
export type Area = z.infer<typeof areaSchema>

export const areasFileSchema = z.strictObject({ type: z.literal('FeatureCollection'), features: z.array(areaSchema) })

/** One line of `people.csv`; telephone numbers and identity numbers have no place in it. */
export const personSchema = z.strictObject({
  id,
  name: z.string().min(1).max(40),
  roles: z.array(roleSchema).min(1),
  agency: id.optional(),
  /** What the county's issuer knows them by; absent where it is their id. */
  subject: z.string().min(1).max(255).optional(),
})
export type Person = z.infer<typeof personSchema>

/** The county's times are reckoned with one fixed offset, so a zone with daylight saving would be an hour off half the year. */
function keepsOffset(zone: string, offsetMinutes: number): boolean {
  const january = Date.UTC(2026, 0, 15)
  const july = Date.UTC(2026, 6, 15)
  return [january, july].every((moment) => offsetAt(zone, moment) === offsetMinutes)
}

function offsetAt(zone: string, epochMs: number): number | undefined {
  try {
    const parts = new Intl.DateTimeFormat('en', { timeZone: zone, timeZoneName: 'longOffset' }).formatToParts(epochMs)
    const [, sign, hours, minutes] =
      /^GMT(?:([+-])(\d{2}):(\d{2}))?$/.exec(parts.find(({ type }) => type === 'timeZoneName')?.value ?? '') ?? []
    return sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : 0
  } catch {
    return undefined // not a zone
  }
}
