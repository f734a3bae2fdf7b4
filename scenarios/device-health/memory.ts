import * as z from 'zod'
import { defineMemory } from '#domain/scenario/memory-definition.ts'

/** What is remembered of a connection to the broker. Times are the server's. */
const linkSchema = z.strictObject({
  /** Of the newest connection that is known. */
  version: z.number(),
  /** When the broker or a message last said something new of it. */
  atMs: z.number(),
  /** It has ended, and not by the device's own will. */
  lostAtMs: z.number().optional(),
  /** When it ended like that of late. */
  lossesMs: z.array(z.number()).optional(),
  /** `lost`: it did not come back within its grace; `unstable`: it comes and goes. */
  lastReported: z.enum(['lost', 'unstable']).optional(),
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
  /** It speaks through a gateway, or is one: its silence stands with the gateway group. */
  inGatewayGroup: z.literal(true).optional(),
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
  clockReported: z.literal(true).optional(),
  /** Whom it last claimed to be. */
  claimed: z.string().optional(),
  expiry: z.enum(['soon', 'very-soon']).optional(),
  /** Its connection to the broker; of a gateway it stands with the gateway group. */
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
const gatewayGroupMemorySchema = z.strictObject({
  gateway: z.string(),
  members: z.record(z.string(), memberSchema),
  /** When somebody's silence is looked at next. */
  dueAtMs: z.number().optional(),
  /** Its scenario reports the gateway's silence itself, to those whom it concerns more. */
  reportedElsewhere: z.literal(true).optional(),
  /** The gateway was taken out of service: its silence is none. */
  gatewayGone: z.literal(true).optional(),
  /** What one incident tells for all: the gateway is dead, or most of its devices fell silent together. */
  outage: z.enum(['gateway', 'devices']).optional(),
  /** The gateway's connection to the broker: the others share it. */
  link: linkSchema.optional(),
})
export type GatewayGroupMemory = z.infer<typeof gatewayGroupMemorySchema>

/** One device's health (keys `device:…`), or the silence of a gateway group (keys `gateway:…`). */
export type HealthMemory = DeviceHealthMemory | GatewayGroupMemory

export function isGatewayGroup(memory: HealthMemory): memory is GatewayGroupMemory {
  return 'members' in memory
}

type Link1 = Omit<Link, 'lastReported'> & { told?: Link['lastReported'] }
type Device1 = Omit<DeviceHealthMemory, 'inGatewayGroup' | 'clockReported' | 'link'> & { inFamily?: true; clockTold?: true; link?: Link1 }
type Group1 = Omit<GatewayGroupMemory, 'reportedElsewhere' | 'link'> & { toldElsewhere?: true; link?: Link1 }

/** Version 1 had `told` for what was last reported, and `inFamily` for a device of a gateway group. */
function fromVersion1(older: Device1 | Group1): HealthMemory {
  const { link: link1, ...rest } = older
  const link = link1 && { link: linkFromVersion1(link1) }
  if ('members' in rest) {
    const { toldElsewhere, ...group } = rest
    return { ...group, ...(toldElsewhere && { reportedElsewhere: true }), ...link }
  }
  const { inFamily, clockTold, ...device } = rest
  return { ...device, ...(inFamily && { inGatewayGroup: true }), ...(clockTold && { clockReported: true }), ...link }
}

function linkFromVersion1({ told, ...link }: Link1): Link {
  return told === undefined ? link : { ...link, lastReported: told }
}

export const healthMemory = defineMemory<HealthMemory>({
  version: 2,
  schema: z.union([deviceHealthMemorySchema, gatewayGroupMemorySchema]),
  upcast: { 1: fromVersion1 },
})
