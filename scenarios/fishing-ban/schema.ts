import * as z from 'zod'
import type { CountyClock } from '#domain/county/clock.ts'
import { areaReference, deviceThatSays } from '#domain/county/reference.ts'
import { type Geometry, geometrySchema } from '#domain/geo/area.ts'
import { speakerAck } from '#domain/observation/kinds/speaker-ack.ts'

const minutes = z.number().min(0).max(1_440)
const knots = z.number().min(0).max(60)
const monthDay = z.string().regex(/^(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'month and day as MM-DD')

const fixLimits = z.strictObject({
  /** One fix of a track is kept in each slot, however often its transponder speaks. */
  slotSeconds: z.number().int().min(20).max(120).default(30),
  /** Fixes may arrive out of order by this much and are judged as if they had not. */
  reorderSeconds: z.number().int().min(0).max(120).default(90),
  /** This many fixes on the other side of the border make an entry or an exit. */
  borderFixes: z.number().int().min(1).max(10).default(3),
})
export type FixLimits = z.infer<typeof fixLimits>

const workingLimits = z
  .strictObject({
    fromKn: knots.default(0.3),
    toKn: knots.default(4.5),
    medianSeconds: z.number().int().min(30).max(180).default(180),
    /** Slow for this long is worth a look; for `heldMinutes` it is taken for work with gear. */
    slowMinutes: minutes.default(5),
    heldMinutes: minutes.default(10),
    /** A silence longer than this ends a run of working speed. */
    gapMinutes: minutes.default(30),
    /** What stays within this of where it began (a buoy, a boat at its rope) does not work, whatever its noise says. */
    leastTravelM: z.number().min(0).max(5_000).default(50),
  })
  .refine(({ fromKn, toKn }) => fromKn < toKn, { path: ['toKn'], message: 'must be more than fromKn' })
export type WorkingLimits = z.infer<typeof workingLimits>

const loiteringLimits = z.strictObject({ belowKn: knots.default(2), hours: z.number().int().min(1).max(48).default(1) })
export type LoiteringLimits = z.infer<typeof loiteringLimits>

const encounterLimits = z.strictObject({
  withinM: z.number().min(1).max(5_000).default(500),
  belowKn: knots.default(2),
  minutes: minutes.default(120),
  /** The other vessel's last fix may be this old. */
  gapMinutes: minutes.default(15),
})
export type EncounterLimits = z.infer<typeof encounterLimits>

const darkLimits = z.strictObject({
  intervals: z.number().min(2).max(100).default(10),
  leastMinutes: minutes.default(10),
  forgetMinutes: minutes.default(120),
})
export type DarkLimits = z.infer<typeof darkLimits>

const identityLimits = z.strictObject({
  maxKnots: z.number().min(5).max(100).default(25),
  maxGapHours: z.number().min(1).max(240).default(60),
  /** Nobody keeps course and speed for ever: beyond this time the growth of what is allowed slows down. */
  penaltyHours: z.number().min(0.1).max(48).default(1),
  bufferMinutes: z.number().min(0).max(60).default(5),
  lookback: z.number().int().min(1).max(10).default(5),
  lookbackFactor: z.number().min(1).max(10).default(1.2),
  /** Standing still, or being on the line but not at its end, has to be this much nearer to be believed. */
  shapeFactor: z.number().min(1).max(100).default(10),
  sharpness: z.number().min(0.1).max(20).default(2.5),
  ambiguityFactor: z.number().min(1).max(100).default(1.5),
  shortSegment: z.number().int().min(1).max(100).default(5),
  openSegments: z.number().int().min(1).max(100).default(10),
  /** Maritime identification digits of the flag; others are pointed out, they are no alarm. */
  homeMids: z.array(z.number().int().min(200).max(799)).default([412, 413, 414]),
})
export type IdentityLimits = z.infer<typeof identityLimits>

const callOutLimits = z.strictObject({
  message: z.number().int().min(1).max(99).default(3),
  validSeconds: z.number().min(1).max(600).default(30),
  repeatSeconds: z.number().min(30).max(3_600).default(300),
  atMost: z.number().int().min(0).max(10).default(3),
  /** Without an answer for so long the next loudspeaker of the water is tried. */
  acknowledgeSeconds: z.number().min(1).max(600).default(5),
})

const permittedVessel = z
  .strictObject({ name: z.string().min(1).max(40), mmsi: z.number().int().optional(), trackId: z.string().min(1).max(64).optional() })
  .refine(({ mmsi, trackId }) => mmsi !== undefined || trackId !== undefined, 'needs an mmsi or a trackId')

const geometry = z.custom<Geometry>((value) => geometrySchema.safeParse(value).success)
const place = z.strictObject({ id: z.string(), geometry })

/** What a county may set for the fishing ban; everything has a default. */
export const fishingBanLimits = z.strictObject({
  fixes: fixLimits.prefault({}),
  working: workingLimits.prefault({}),
  loitering: loiteringLimits.prefault({}),
  encounter: encounterLimits.prefault({}),
  dark: darkLimits.prefault({}),
  identity: identityLimits.prefault({}),
  callOut: callOutLimits.prefault({}),
  /** A vessel that stays is reported again after this long, so that its incident does not fall silent. */
  evidenceMinutes: minutes.default(30),
  permitted: z.array(permittedVessel).max(500).default([]),
  /** When a water is closed; a water that is not named is closed all year. */
  seasons: z.record(areaReference, z.array(z.strictObject({ from: monthDay, to: monthDay })).min(1)).default({}),
  /** Loudspeakers of each closed water, in the order they are tried; each further call begins with the next one. */
  speakers: z.record(areaReference, z.array(deviceThatSays(speakerAck.name))).default({}),
  /** Closed waters, and places in them where vessels may be: taken from the county's map, for a trial also given here. */
  closed: z.array(place).default([]),
  exempt: z.array(place).default([]),
})
export type StatedFishingBanLimits = z.infer<typeof fishingBanLimits>
/** With the county's clock, as the detector has them. */
export type FishingBanLimits = StatedFishingBanLimits & CountyClock
