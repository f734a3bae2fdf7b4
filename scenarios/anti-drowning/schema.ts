import * as z from 'zod'
import type { CountyClock } from '#domain/county/clock.ts'
import { deviceThatSays } from '#domain/county/reference.ts'
import { canConfirm, neverConfirms } from '#domain/detection/window.ts'
import { speakerAck } from '#domain/observation/kinds/speaker-ack.ts'
import { thermal } from '#domain/observation/kinds/thermal.ts'
import { vision } from '#domain/observation/kinds/vision.ts'

const seconds = z.number().min(0).max(3_600)
const corner = z.tuple([z.number().min(0).max(1), z.number().min(0).max(1)])

/** How near the water a part of the picture is. */
export const zoneRoles = ['strip', 'edge', 'water'] as const
export type ZoneRole = (typeof zoneRoles)[number]

/** Stands in the names of timers and orders, whose parts are joined by : and /. */
const spotName = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[^:/]+$/, 'without : and /')

const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/
const moment = z
  .string()
  .refine(
    (text) => isClockTime(text) || z.iso.datetime({ offset: true }).safeParse(text).success,
    'HH:MM of the county’s clock, or RFC 3339',
  )

/** Whether a limit of a window recurs every day; otherwise it is one moment. */
export function isClockTime(text: string): boolean {
  return clockTime.test(text)
}

/** Every day between two times (also past midnight), or once between two moments. */
const permittedWindow = z
  .strictObject({ spot: spotName, from: moment, to: moment })
  .refine(({ from, to }) => isClockTime(from) === isClockTime(to), { path: ['to'], message: 'both times of day, or both moments' })
  .refine(({ from, to }) => (isClockTime(from) ? from !== to : Date.parse(from) < Date.parse(to)), {
    path: ['to'],
    message: 'the window ends when it begins, or before',
  })

/** What one camera watches: a spot, and where in its picture strip, edge and water lie (shares of width and height). */
const view = z.strictObject({
  spot: spotName,
  zones: z
    .array(z.strictObject({ role: z.enum(zoneRoles), polygon: z.array(corner).min(3).max(64) }))
    .min(1)
    .max(24),
  heartbeatSeconds: z.number().min(1).max(600).default(60),
  /** Hash of the background when the zones were drawn; without one the first that is heard counts. */
  sceneHash: z.string().max(64).optional(),
})
export type View = z.infer<typeof view>

const presence = z
  .strictObject({
    score: z.number().min(0).max(1).default(0.5),
    /** Whatever else the camera recognises (boats, birds, dogs) is nobody. */
    classes: z.array(z.string().min(1)).min(1).default(['person', 'swimmer', 'head']),
    /** Confirmed by `confirm` of `looks` looks; five looks make a second. */
    looks: z.number().int().min(1).max(10).default(5),
    confirm: z.number().int().min(1).max(10).default(3),
    withinSeconds: seconds.default(2),
    edgeWarningSeconds: seconds.default(3),
    edgeAlarmSeconds: seconds.default(10),
    /** Poseidon pool systems alarm within 15 s of a motionless body. */
    submergedSeconds: seconds.default(15),
    exitSeconds: seconds.default(5),
  })
  .refine(canConfirm, neverConfirms)

const callOut = z.strictObject({
  /** A shout that comes late is harmful. */
  validSeconds: seconds.default(10),
  repeatSeconds: seconds.default(30),
  atMost: z.number().int().min(0).max(10).default(3),
  acknowledgeSeconds: seconds.default(5),
})

const thermalRules = z.strictObject({
  contrastK: z.number().min(0.1).max(20).default(1.8),
  minAreaPx: z.number().int().min(1).max(1_000).default(3),
  maxAreaShare: z.number().min(0.01).max(1).default(0.25),
  jumpK: z.number().min(0.2).max(50).default(2),
  backgroundSeconds: z.number().min(10).max(3_600).default(120),
})

const settings = z.strictObject({
  presence: presence.prefault({}),
  callOut: callOut.prefault({}),
  thermal: thermalRules.prefault({}),
  frozenSeconds: seconds.default(30),
  movedMessages: z.number().int().min(1).max(100).default(3),
  views: z.record(deviceThatSays(vision.name, thermal.name), view).default({}),
  /** Loudspeakers of each spot, in the order they are tried. */
  speakers: z.record(z.string(), z.array(deviceThatSays(speakerAck.name))).default({}),
  /** Times at which swimming is permitted; the spot watches again by itself when they end. */
  permittedSwim: z.array(permittedWindow).default([]),
})

/**
 * What a county may set for anti-drowning; everything has a default but the places. A spot that no camera sees is refused:
 * a slip in its name would leave a loudspeaker that never calls, or people swimming where they may not.
 */
export const antiDrowningLimits = settings.superRefine(({ views, speakers, permittedSwim }, context) => {
  const seen = new Set(Object.values(views).map(({ spot }) => spot))
  const named = [
    ...Object.keys(speakers).map((spot) => ({ spot, path: ['speakers', spot] })),
    ...permittedSwim.map(({ spot }, index) => ({ spot, path: ['permittedSwim', index, 'spot'] })),
  ]
  for (const { spot, path } of named) {
    if (!seen.has(spot)) context.addIssue({ code: 'custom', path, message: `no camera of views sees a spot "${spot}"` })
  }
})
export type StatedAntiDrowningLimits = z.infer<typeof antiDrowningLimits>
/** With the county's clock, as the detector has them. */
export type AntiDrowningLimits = StatedAntiDrowningLimits & CountyClock
