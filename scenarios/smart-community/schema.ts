import * as z from 'zod'
import { deviceReference, deviceThatSays } from '#domain/county/reference.ts'
import { roomFireLimits } from '#domain/detection/room-fire.ts'
import { gas, manhole } from '#domain/observation/kinds/safety-sensors.ts'

const seconds = (low: number, high: number, preset: number) => z.number().min(low).max(high).default(preset)

const gasLimits = z.strictObject({
  preAlarmLelPct: z.number().min(1).max(25).default(5),
  alarmLelPct: z.number().min(5).max(25).default(10),
  criticalLelPct: z.number().min(10).max(60).default(20),
  onDelaySeconds: seconds(0, 60, 5),
  offDelaySeconds: seconds(0, 3_600, 60),
  /** The valve that a critical reading closes, by gas detector. */
  valves: z.record(deviceThatSays(gas.name), deviceReference).default({}),
})

/** A dose: the mean over the time. EN 50291 lets a device wait 60–90, 10–40 and under 3 minutes. */
const carbonMonoxideLimits = z.strictObject({
  longPpm: z.number().min(30).max(100).default(50),
  longMinutes: z.number().min(30).max(90).default(60),
  middlePpm: z.number().min(60).max(200).default(100),
  middleMinutes: z.number().min(5).max(40).default(10),
  shortPpm: z.number().min(200).max(500).default(300),
  shortMinutes: z.number().min(0.5).max(3).default(1),
})

const electricalLimits = z.strictObject({
  residualWarnMa: z.number().min(20).max(1_000).default(300),
  residualAlarmMa: z.number().min(20).max(1_000).default(500),
  cableWarnC: z.number().min(40).max(140).default(70),
  cableAlarmC: z.number().min(45).max(140).default(80),
  onDelaySeconds: seconds(0, 600, 30),
})

const manholeLimits = z.strictObject({
  tiltDeg: z.number().min(3).max(45).default(10),
  /** So far over it lies open, whatever the traffic. */
  openDeg: z.number().min(45).max(180).default(90),
  waterPct: z.number().min(20).max(100).default(80),
  onDelaySeconds: seconds(0, 60, 3),
  /** The tilt at which each cover was built in, degrees. */
  installedTiltDeg: z.record(deviceThatSays(manhole.name), z.number().min(-180).max(180)).default({}),
})

const floodLimits = z.strictObject({
  stagesCm: z.tuple([z.number(), z.number(), z.number()]).default([5, 15, 30]),
  riseCm: z.number().min(1).max(50).default(5),
  riseMinutes: z.number().min(1).max(60).default(10),
  deadbandCm: z.number().min(0.5).max(10).default(2),
  offDelaySeconds: seconds(0, 7_200, 600),
})

/** A thing that must not stand in a place a camera watches. */
const placeLimits = (dwell: number, classes: string[]) =>
  z.strictObject({
    classes: z.array(z.string().min(1)).min(1).default(classes),
    score: z.number().min(0.1).max(1).default(0.5),
    dwellSeconds: seconds(0, 3_600, dwell),
    clearSeconds: seconds(1, 3_600, 30),
  })

/** What a county may set for its streets and buildings; everything has a default. */
export const smartCommunityLimits = z.strictObject({
  gas: gasLimits.prefault({}),
  carbonMonoxide: carbonMonoxideLimits.prefault({}),
  fire: roomFireLimits.prefault({}),
  /** A second detector of the same building within this time confirms a fire. */
  confirmWithinSeconds: seconds(10, 600, 60),
  electrical: electricalLimits.prefault({}),
  manhole: manholeLimits.prefault({}),
  hydrant: z.strictObject({ leastMpa: z.number().min(0.02).max(1).default(0.1), onDelaySeconds: seconds(0, 600, 60) }).prefault({}),
  flood: floodLimits.prefault({}),
  lift: placeLimits(3, ['e-bike']).prefault({}),
  fireLane: placeLimits(120, ['car', 'truck', 'van']).prefault({}),
  /** More points than this of one place within ten minutes become one incident (ISA-18.2: an alarm flood). */
  floodOfAlarms: z.number().int().min(3).max(100).default(10),
})
/** With the lifts on the county's map, as the detector has them. */
export type SmartCommunityLimits = z.infer<typeof smartCommunityLimits> & { liftAreas: ReadonlySet<string> }
export type PlaceLimits = SmartCommunityLimits['lift']
