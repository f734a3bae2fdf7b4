import * as z from 'zod'
import { cursorSchema, limitSchema, pageOf, textSchema, timeSchema } from '#domain/api/common.ts'
import { deviceFaults, deviceSchema, deviceStates, deviceStatusSchema } from '#domain/observation/device.ts'

export const deviceViewSchema = deviceSchema.required({ watches: true, silenceSeconds: true, status: true })
export const devicesPageSchema = pageOf(deviceViewSchema)
export type DeviceView = z.infer<typeof deviceViewSchema>

export const devicesQuerySchema = z.strictObject({
  kind: z.string().max(32).optional(),
  status: deviceStatusSchema.optional(),
  limit: limitSchema.optional(),
  cursor: cursorSchema.optional(),
})

/** Why somebody changed it: on record with their name. */
const reasonSchema = z.string().trim().min(1).max(300)
export const withReasonSchema = z.strictObject({ reason: reasonSchema.optional() }).optional()

const registeredFieldsSchema = deviceSchema.omit({ status: true, rotatingSince: true })

/** A certificate request: PKCS#10 in PEM. */
const csrPemSchema = z
  .string()
  .max(8_192)
  .meta({ description: 'PKCS#10 in PEM; its common name is the id of the device, or it has none. No private key is made then.' })

/** A registration; its state is the platform's. */
export const registrationSchema = registeredFieldsSchema.extend({ csrPem: csrPemSchema.optional(), reason: reasonSchema.optional() })

/** What of a device can be corrected: all but its id and its state, which may be sent back as they were read. */
export const correctionSchema = registeredFieldsSchema.omit({ id: true }).extend({
  id: z.string().optional(),
  status: deviceStatusSchema.optional(),
  rotatingSince: z.string().optional(),
  reason: reasonSchema.optional(),
})

/** Credentials are shown once and kept by nobody but the device. */
export const credentialsSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('key'), clientId: z.string(), username: z.string(), password: z.string() }),
  z.strictObject({
    type: z.literal('certificate'),
    clientId: z.string(),
    certificatePem: z.string(),
    /** Absent where the device made its key itself and sent a certificate request. */
    privateKeyPem: z.string().optional(),
    endpoint: z.string(),
  }),
])
/** What stands in their place when the request is repeated: nobody here has them any more. */
const shownOnceSchema = z
  .strictObject({ type: z.literal('shown-once'), clientId: z.string(), rotate: z.string() })
  .meta({ description: 'A repetition: the first answer showed the credentials, and they are not kept. POST to `rotate` for new ones' })
export const registeredSchema = z.strictObject({
  device: deviceViewSchema,
  credentials: z.discriminatedUnion('type', [...credentialsSchema.options, shownOnceSchema]),
})
export const enableSchema = z.strictObject({ csrPem: csrPemSchema.optional(), reason: reasonSchema.optional() }).optional()
/** `previous`: what becomes of the credentials of before. Those that are kept end with `rotate/complete`. */
export const rotateSchema = z
  .strictObject({
    previous: z.enum(['keep', 'end']).default('keep'),
    csrPem: csrPemSchema.optional(),
    reason: reasonSchema.optional(),
  })
  .optional()

export const deviceChangesSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      action: z.string(),
      revision: z.number().int(),
      author: z.strictObject({ id: z.string(), role: z.string() }),
      at: timeSchema,
      reason: z.string().optional(),
    }),
  ),
})
/** A registration's answer as it may be stored. */
export const registeredWithoutSecrets = registeredSchema.transform(({ device, credentials: { clientId } }) => ({
  device,
  credentials: { type: 'shown-once' as const, clientId, rotate: `/v1/devices/${clientId}/rotate` },
}))

/** The longest list of devices that is checked at once, and how many of it are registered at once: credentials take time to make. */
export const [maxBatchRows, maxNewDevices] = [10_000, 100]
const flag = z.enum(['true', 'false']).transform((word) => word === 'true')
export const batchQuerySchema = z.strictObject({ dryRun: flag.optional(), partial: flag.optional() })
/** Devices as rows of JSON, or as the text of a `devices.csv`. */
export const batchSchema = z.union([
  z.strictObject({ rows: z.array(z.unknown()).max(maxBatchRows) }),
  z.strictObject({ csv: z.string(), encoding: z.string().optional() }),
])

export const batchResults = ['new', 'same', 'changed', 'refused'] as const
export const batchResultSchema = z.strictObject({
  /** How the text was read, where it was one. */
  encoding: z.string().optional(),
  /** Whether anything was registered or corrected. */
  applied: z.boolean(),
  counts: z.record(z.enum(batchResults), z.number().int()),
  rows: z.array(
    z.strictObject({
      line: z.number().int(),
      id: z.string().optional(),
      result: z.enum(batchResults),
      path: z.string().optional(),
      message: z.string().optional(),
      remedy: z.string().optional(),
      credentials: credentialsSchema.optional(),
    }),
  ),
})
export type BatchResult = z.infer<typeof batchResultSchema>

export const deviceHealthSchema = z.strictObject({
  device: z.string(),
  state: z.enum(deviceStates),
  /** At most a fifth of the permitted silence behind the truth. */
  heardAt: timeSchema.optional(),
  /** Permitted, after learning where the device learns it. */
  silenceSeconds: z.number().int(),
  /** What its own messages tell of its state. */
  faults: z.array(z.enum(deviceFaults)),
})

const fallenAreaSchema = z.strictObject({ area: z.string(), coveredPct: z.number(), coveredIfAllWorkedPct: z.number() })

/** What is not in order among the devices; at most a hundred of each line are named. */
export const hygieneSchema = z.strictObject({
  devices: z.number().int(),
  lines: z.array(
    z.strictObject({
      code: z.string(),
      title: textSchema,
      remedy: textSchema,
      count: z.number().int(),
      devices: z.array(z.string()),
      /** Areas of which less is seen than could be, the greatest fall first; the devices are those that are missing. */
      areas: z.array(fallenAreaSchema).optional(),
    }),
  ),
})
