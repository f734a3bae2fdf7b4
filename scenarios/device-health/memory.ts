import * as z from 'zod'
import { defineMemory } from '#domain/scenario/memory-definition.ts'

/** What is remembered of a connection to the broker. Times are the server's. */
const linkSchema = z.strictObject({
  /** Of the newest connection that is known. */
  version: z.number(),
  /** When it was last told of. */
  atMs: z.number(),
  /** It has ended, and not by the device's own will. */
  lostAtMs: z.number().optional(),
  /** When it ended like that of late. */
  lossesMs: z.array(z.number()).optional(),
  /** `lost`: it did not come back within its grace; `unstable`: it comes and goes. */
  told: z.enum(['lost', 'unstable']).optional(),
  /** When a loss is looked at next. */
  dueAtMs: z.number().optional(),
})
export type Link = z.infer<typeof linkSchema>

/** What is remembered of one device. What its silence says of it stands here, or with its gateway when it speaks through one. */
const deviceHealthMemorySchema = z.strictObject({
  device: z.string(),
  name: z.string(),
  silenceMs: z.number(),
  /** When it was last heard, by the server's clock; at most a fifth of the permitted silence behind the truth. */
  heardAtMs: z.number(),
  silent: z.boolean(),
  /** It speaks through a gateway, or is one: its silence stands with the family. */
  inFamily: z.literal(true).optional(),
  /** Registered, and not heard yet: `heardAtMs` is when it was registered. */
  awaited: z.literal(true).optional(),
  /** When it last spoke, of one that was moved and is awaited anew. */
  lastWordMs: z.number().optional(),
  /** Taken out of service: nobody waits for its word. */
  outOfService: z.literal(true).optional(),
  /** Gaps between its first messages, until its permitted silence is learned from them. */
  gapsMs: z.array(z.number()).optional(),
  learnedSilenceMs: z.number().optional(),
  /** The last sampled measurements and since when they have not changed. */
  reading: z.strictObject({ values: z.string(), sinceMs: z.number(), stuck: z.boolean() }).optional(),
  /** Its contacts as last reported, and when they last changed. */
  contacts: z.strictObject({ values: z.string(), changesMs: z.array(z.number()), flapping: z.boolean() }).optional(),
  batteryLow: z.boolean().optional(),
  /** How many samples in a row had a clock that could not be used. */
  wrongClocks: z.number().optional(),
  clockTold: z.literal(true).optional(),
  /** Whom it last claimed to be. */
  claimed: z.string().optional(),
  expiry: z.enum(['soon', 'very-soon']).optional(),
  /** Its connection to the broker; of a gateway it stands with the family. */
  link: linkSchema.optional(),
})
export type DeviceHealthMemory = z.infer<typeof deviceHealthMemorySchema>

const memberSchema = z.strictObject({
  name: z.string(),
  heardAtMs: z.number(),
  silenceMs: z.number(),
  /** Its time begins anew here: the gateway has just come back. */
  graceFromMs: z.number().optional(),
  /** Declared silent: by an incident of its own, or within that of its gateway. */
  silent: z.enum(['alone', 'together']).optional(),
})
export type Member = z.infer<typeof memberSchema>

/** A gateway, if it speaks itself, and the devices that speak through it: their silence is one affair. */
const familyMemorySchema = z.strictObject({
  gateway: z.string(),
  members: z.record(z.string(), memberSchema),
  /** When somebody's silence is looked at next. */
  dueAtMs: z.number().optional(),
  /** Its scenario tells of the gateway's silence itself, to those whom it concerns more. */
  toldElsewhere: z.literal(true).optional(),
  /** The gateway was taken out of service: its silence is none. */
  gatewayGone: z.literal(true).optional(),
  /** What one incident tells for all: the gateway is dead, or most of its devices fell silent together. */
  outage: z.enum(['gateway', 'devices']).optional(),
  /** The gateway's connection to the broker: the others share it. */
  link: linkSchema.optional(),
})
export type FamilyMemory = z.infer<typeof familyMemorySchema>

/** One device's health, or the silence of a gateway's family: keys tell which. */
export type HealthMemory = DeviceHealthMemory | FamilyMemory

export function isFamily(memory: HealthMemory): memory is FamilyMemory {
  return 'members' in memory
}

export const healthMemory = defineMemory<HealthMemory>({
  version: 1,
  schema: z.union([deviceHealthMemorySchema, familyMemorySchema]),
})
