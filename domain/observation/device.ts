import * as z from 'zod'
import { fieldOfViewSchema } from '#domain/geo/field-of-view.ts'
import { kindNamePattern } from '#domain/observation/kind.ts'

/** Device ids stand in topics, keys and URLs, so they keep to a safe alphabet. */
export const deviceIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens, 1–63 characters')
export type DeviceId = string

/** Under this name people's consoles sign in at the broker. */
export const consoleUsername = 'console'
const registrableId = deviceIdSchema
  .refine((id) => id !== consoleUsername, `"${consoleUsername}" is the name that consoles sign in by`)
  // Every object has a member of that name, and memories keep devices by theirs.
  .refine((id) => !(id in {}), 'is no name for a device')

/** The same name twice would count one device twice. */
function distinct(names: readonly string[]): boolean {
  return new Set(names).size === names.length
}

/** Control characters, halves of characters, and what changes the direction of writing. */
const unshowable = /[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/u

export const deviceStatusSchema = z.enum(['active', 'disabled', 'retired'])

/** One registered device: what it may say, where it stands, what it watches. */
export const deviceSchema = z.strictObject({
  id: registrableId,
  name: z
    .string()
    .trim()
    .min(1)
    .max(80)
    .refine((name) => !unshowable.test(name), 'holds a character that cannot be shown, or turns the text around'),
  kinds: z.array(z.string().regex(kindNamePattern)).min(1).refine(distinct, 'names one twice'),
  /** WGS-84 degrees of the registered site. */
  site: z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) }),
  /** Ids of the county's areas this device watches; scenarios key their memory by them. */
  watches: z.array(z.string().min(1)).refine(distinct, 'names one twice').default([]),
  /** The ground it sees from its site. Absent: what it says concerns a spot, or its site alone. */
  sees: fieldOfViewSchema.optional(),
  /** The gateway that may speak for this device. */
  parent: deviceIdSchema.optional(),
  /** Longest silence that is still normal; the device is declared silent within this + 10 %. */
  silenceSeconds: z.number().int().min(10).max(604_800).default(900),
  /** Other devices speak through it. */
  gateway: z.literal(true).optional(),
  /** Its permitted silence is learned from its first messages; what is registered is the most it may become. */
  learnSilence: z.literal(true).optional(),
  /** When its certificate ends, if the county issues its own: RFC 3339. */
  certificateUntil: z.iso.datetime({ offset: true }).optional(),
  /** Since when it has new credentials beside the old, which still let it in: RFC 3339. Absent: it has one set. */
  rotatingSince: z.iso.datetime({ offset: true }).optional(),
  status: deviceStatusSchema.default('active'),
})
export type Device = z.infer<typeof deviceSchema>

/** What a device's own messages can tell of its state. */
export const deviceFaults = ['stuck', 'flapping', 'battery-low', 'clock-wrong', 'certificate-expires'] as const
export type DeviceFault = (typeof deviceFaults)[number]

/** Whether a device speaks as it should. `disconnected`: its connection, or its gateway's, broke and is not back; its silence is not over yet. */
export const deviceStates = ['heard', 'disconnected', 'silent', 'never-heard', 'disabled', 'retired'] as const
export type DeviceState = (typeof deviceStates)[number]
