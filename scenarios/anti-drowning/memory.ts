import * as z from 'zod'
import { callsShape } from '#domain/detection/call-out.ts'
import { dwellSchema } from '#domain/detection/dwell.ts'
import { defineMemory } from '#domain/scenario/memory-definition.ts'

/**
 * One coordinate that moves with constant velocity: value, velocity, and their covariance. SORT's seven-dimensional filter
 * (Bewley et al. 2016, arXiv 1602.00763) has diagonal noise and couples only a value with its own velocity, so it is exactly
 * four of these side by side.
 */
const motionSchema = z.strictObject({ x: z.number(), v: z.number(), xx: z.number(), xv: z.number(), vv: z.number() })
export type Motion = z.infer<typeof motionSchema>

/** One followed person; `hits` counts the boxes in a row after its first one. */
const trackSchema = z.strictObject({
  id: z.number(),
  cx: motionSchema,
  cy: motionSchema,
  area: motionSchema,
  aspect: motionSchema,
  hits: z.number(),
  confirmed: z.boolean(),
  seenAtMs: z.number(),
  streakBroken: z.boolean(),
})
export type Track = z.infer<typeof trackSchema>

/** What the tracker keeps between two frames. */
const trackerStateSchema = z.strictObject({ tracks: z.array(trackSchema), nextId: z.number(), frames: z.number(), atMs: z.number() })
export type TrackerState = z.infer<typeof trackerStateSchema>

/** The still scene as one camera's pixels know it (packed), when it was last brought up to date, and the mean of that frame. */
const backgroundSchema = z.strictObject({
  cols: z.number(),
  rows: z.number(),
  scene: z.string(),
  frames: z.number(),
  atMs: z.number(),
  meanC: z.number(),
})
export type Background = z.infer<typeof backgroundSchema>

const cameraFaultSchema = z.enum(['moved', 'frozen', 'silent'])
export type CameraFault = z.infer<typeof cameraFaultSchema>

/** What is remembered of one camera. While it has a fault it watches nothing, visibly. */
const cameraSchema = z.strictObject({
  tracker: trackerStateSchema,
  /** Tracks that were in the water when they were last seen. */
  wet: z.array(z.number()),
  background: backgroundSchema.optional(),
  /** When it was last heard, by the county's clock; sampled. */
  heardAtMs: z.number(),
  /** How far its clock is behind the county's. */
  lagMs: z.number().optional(),
  sceneHash: z.string().optional(),
  movedCount: z.number(),
  still: z.strictObject({ frameHash: z.string(), sinceMs: z.number() }).optional(),
  fault: cameraFaultSchema.optional(),
})
export type Camera = z.infer<typeof cameraSchema>

/**
 * How many people each look showed, oldest first. A look is a fixed slot of time; it shows the most that any of its frames
 * showed, at the time of the first frame that showed anybody.
 */
const headCountSchema = z.array(z.tuple([z.number(), z.number()]))
export type HeadCount = z.infer<typeof headCountSchema>

/** From the mildest to the gravest. */
export const levels = ['notice', 'warning', 'alarm', 'critical'] as const
const levelSchema = z.enum(levels)
export type Level = z.infer<typeof levelSchema>

/** A guarded spot at the water, judged by how many occupy which part of it, never by who is who. Times are the county's, epoch ms. */
const spotSchema = z.strictObject({
  counts: z.strictObject({ anywhere: headCountSchema, land: headCountSchema, edge: headCountSchema, water: headCountSchema }),
  /** When somebody was first and last seen at the spot. */
  sinceMs: z.number(),
  seenMs: z.number(),
  /** When somebody was last seen on land. */
  landSeenMs: z.number(),
  /** The stay at the water's edge. */
  edge: dwellSchema.optional(),
  /** When the first one went in. */
  waterSinceMs: z.number().optional(),
  /** Most people confirmed in the water at once. */
  swimmers: z.number(),
  /** How many are believed to be in the water now, and when that many were last seen there. */
  inWater: z.number(),
  waterSeenMs: z.number(),
  /** People on land while nobody was missing: one more soon afterwards is the one who came out. */
  landBase: z.number(),
  level: levelSchema.optional(),
  whyCritical: z.enum(['submerged', 'second-person']).optional(),
  /** What was last reported to the duty desk, and when. */
  lastReported: z.strictObject({ level: levelSchema, atMs: z.number() }).optional(),
  /** It would have been reported as more than a notice, had swimming not been permitted. */
  isWithheld: z.literal(true).optional(),
  /** The camera that last saw somebody. */
  device: z.string(),
  /** How often people were called out, how often a loudspeaker said it had played, and when each message was last called. */
  callOuts: z.strictObject({
    count: z.number(),
    acknowledged: z.number(),
    lastMs: z.strictObject({ 1: z.number().optional(), 2: z.number().optional() }),
  }),
})
export type Spot = z.infer<typeof spotSchema>

/** What one water remembers: its cameras, the spots where somebody is, the shouts that wait for an answer, the spots where none came. */
const waterMemorySchema = z.strictObject({
  ...callsShape,
  cameras: z.record(z.string(), cameraSchema),
  spots: z.record(z.string(), spotSchema),
})
export type WaterMemory = z.infer<typeof waterMemorySchema>

type WaterMemory1 = Omit<WaterMemory, 'spots'> & {
  spots: Record<string, Omit<Spot, 'lastReported'> & { told?: Spot['lastReported'] }>
}

/** Version 1 called what was last reported of a spot `told`. */
function fromVersion1({ spots, ...rest }: WaterMemory1): WaterMemory {
  const renamed = Object.entries(spots).map(([name, { told, ...spot }]) => [name, told ? { ...spot, lastReported: told } : spot])
  return { ...rest, spots: Object.fromEntries(renamed) }
}

export const waterMemory = defineMemory({ version: 2, schema: waterMemorySchema, upcast: { 1: fromVersion1 } })
