import * as z from 'zod'
import type { CountyClock } from '#domain/county/clock.ts'
import { areaReference, deviceReference, deviceThatSays } from '#domain/county/reference.ts'
import { roomFireLimits } from '#domain/detection/room-fire.ts'
import { promptAnswer } from '#domain/observation/kinds/home-care.ts'

const number = (low: number, high: number, preset: number) => z.number().min(low).max(high).default(preset)
const hour = (preset: number) => z.number().int().min(0).max(23).default(preset)

/** Features of an impact that a fall has to reach; measured on SisFall and WEDA-FALL. */
const fallLimits = z.strictObject({
  waist: z
    .strictObject({
      c8G: number(0.2, 3, 0.45),
      peakG: number(1.2, 6, 2),
      stillSdG: number(0.02, 1, 0.2),
      tiltDeg: number(10, 90, 40),
    })
    .prefault({}),
  wrist: z
    .strictObject({ c9G: number(0.2, 4, 1), peakG: number(1.2, 6, 2), stillSdG: number(0.02, 1, 0.1), tiltDeg: number(10, 90, 40) })
    .prefault({}),
  /** How long the wearable asks before it counts as no answer. */
  promptSeconds: number(10, 120, 30),
  /** From the alarm on: 60 s for the carer and 180 s for the desk. */
  emergencyAfterSeconds: number(60, 1_800, 240),
})

const inactivityLimits = z.strictObject({
  factor: number(1, 4, 1.5),
  floorHours: number(0.5, 4, 1),
  capHours: number(4, 24, 12),
  learnDays: z.number().int().min(7).max(60).default(28),
  /** With fewer days the fixed hours hold. */
  leastDays: z.number().int().min(1).max(28).default(7),
  fixedDayHours: number(1, 12, 4),
  fixedNightHours: number(4, 14, 10),
  answerSeconds: number(60, 1_800, 180),
  /** Which device of a home can call out and take an answer. */
  callDevices: z.record(areaReference, deviceThatSays(promptAnswer.name)).default({}),
})

const geofenceLimits = z.strictObject({
  /** Where the wearer of a device may walk. */
  fences: z
    .record(
      deviceReference,
      z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180), radiusM: z.number().min(20).max(20_000) }),
    )
    .default({}),
  marginM: number(10, 200, 25),
  reentryM: number(0, 200, 20),
  staleSeconds: number(120, 7_200, 900),
})

/** Whose device or home it is, by pseudonym, and the consent it rests on. Seven digits in a row would be a number of a person. */
const pseudonym = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,30}$/, 'lower-case letters, digits and hyphens')
  .refine((text) => !/\d{7}/.test(text), 'a telephone or identity number has no place here')
const enrolment = z.strictObject({
  person: pseudonym,
  consentId: z.string().min(1).max(60),
  purpose: z.string().min(1).max(120),
  from: z.iso.datetime({ offset: true }),
  until: z.iso.datetime({ offset: true }),
})

/** What a county may set for the homes in its care; everything has a default. */
export const elderlyCareLimits = z.strictObject({
  /** Hours of the county's clock. */
  night: z.strictObject({ fromHour: hour(22), toHour: hour(6) }).prefault({}),
  fall: fallLimits.prefault({}),
  /** Presses this near each other are one call. */
  sosJoinSeconds: number(10, 300, 60),
  inactivity: inactivityLimits.prefault({}),
  bathroomMinutes: number(15, 240, 60),
  doorOpenMinutes: number(1, 240, 15),
  /** Out of the door by night and nobody moving indoors for so long. */
  nightExitMinutes: number(2, 120, 10),
  geofence: geofenceLimits.prefault({}),
  fire: roomFireLimits.prefault({}),
  outage: z.strictObject({ share: number(0.05, 1, 0.2), windowSeconds: number(60, 3_600, 300) }).prefault({}),
  enrolments: z
    .strictObject({
      devices: z.record(deviceReference, enrolment).default({}),
      homes: z.record(areaReference, enrolment).default({}),
    })
    .prefault({}),
})
export type StatedElderlyCareLimits = z.infer<typeof elderlyCareLimits>
/** With the county's clock and the homes on its map, as the detector has them. */
export type ElderlyCareLimits = StatedElderlyCareLimits & CountyClock & { homeAreas: ReadonlySet<string> }
export type Enrolment = z.infer<typeof enrolment>
