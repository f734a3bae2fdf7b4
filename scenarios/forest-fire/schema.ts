import * as z from 'zod'
import type { CountyClock } from '#domain/county/clock.ts'
import { deviceThatSays } from '#domain/county/reference.ts'
import { canConfirm, neverConfirms } from '#domain/detection/window.ts'
import { itemAt } from '#domain/entries.ts'
import { vision } from '#domain/observation/kinds/vision.ts'

const share = z.number().min(0).max(1)
const degrees = z.number().min(0).max(360)

/** Local facts of one camera or radiometer. */
const cameraFacts = z.strictObject({
  /** Parts of the picture, in shares of width and height, where smoke is somebody's chimney. */
  masks: z.array(z.strictObject({ left: share, top: share, right: share, bottom: share })).default([]),
  maskedBearings: z.array(z.strictObject({ fromDeg: degrees, toDeg: degrees })).default([]),
})
export type CameraFacts = z.infer<typeof cameraFacts>

const weatherLimits = z.strictObject({
  /** Local noon in minutes after midnight of the county's clock; solar noon in Yichang is 12:35, in Xinjiang after 14:00. */
  noonMinute: z.number().int().min(600).max(960).default(720),
  dayLengths: z.enum(['46N', '20N', 'equator']).default('46N'),
  ffmcScale: z.enum(['report1985', 'exact']).default('report1985'),
  /** Lower bounds of danger classes 2 to 5; the default is EFFIS' calibration, each county should make its own. */
  thresholds: z
    .tuple([z.number(), z.number(), z.number(), z.number()])
    .refine(
      (bounds) => bounds.every((bound, index) => index === 0 || bound > itemAt(bounds, index - 1)),
      'each must be more than the one before',
    )
    .default([5.2, 11.2, 21.3, 38]),
  /** Weather older than this no longer gates cameras. */
  staleHours: z.number().min(1).max(168).default(36),
})

const smokeLimits = z
  .strictObject({
    score: share.default(0.35),
    scoreInClass2: share.default(0.45),
    scoreInClass1: share.default(0.6),
    looks: z.number().int().min(1).max(20).default(5),
    confirm: z.number().int().min(1).max(20).default(3),
    withinSeconds: z.number().min(1).max(3_600).default(120),
    /** A box that fills more of the picture than this is fog or a drop on the lens. */
    largestShare: share.default(0.4),
    /** Two towers belong together when both confirmed within this time. */
    crossWithinSeconds: z.number().min(1).max(3_600).default(300),
    bearingErrorDeg: z.number().min(0.1).max(10).default(1),
  })
  .refine(canConfirm, neverConfirms)

const hotSpotLimits = z
  .strictObject({
    deviations: z.number().min(1).max(50).default(8),
    floorK: z.number().min(1).max(200).default(15),
    looks: z.number().int().min(1).max(20).default(4),
    confirm: z.number().int().min(1).max(20).default(3),
    withinSeconds: z.number().min(1).max(3_600).default(300),
  })
  .refine(canConfirm, neverConfirms)

/** What a county may set for forest fire; everything has a default. */
export const forestFireLimits = z.strictObject({
  weather: weatherLimits.prefault({}),
  smoke: smokeLimits.prefault({}),
  hotSpot: hotSpotLimits.prefault({}),
  cameras: z.record(deviceThatSays(vision.name), cameraFacts).default({}),
})
export type StatedForestFireLimits = z.infer<typeof forestFireLimits>
/** With the county's clock, as the detector has them. */
export type ForestFireLimits = StatedForestFireLimits & CountyClock
