import * as z from 'zod'
import { type BodyOf, defineKind } from '#domain/observation/kind.ts'

/** A box in pixels, left and top corner, as the camera's edge box found it. */
const box = z.object({
  x: z.number().min(-10_000).max(20_000),
  y: z.number().min(-10_000).max(20_000),
  w: z.number().positive().max(20_000),
  h: z.number().positive().max(20_000),
  score: z.number().min(0).max(1),
  class: z.string().min(1).max(32),
})

/**
 * What a camera's edge box saw: boxes, never pictures. A message holds at most one second of frames; an empty list of boxes
 * is the heartbeat of a camera that sees nobody.
 */
export const vision = defineKind({
  name: 'vision',
  title: { zh: '摄像机识别框', en: 'camera detections' },
  body: z.object({
    widthPx: z.number().int().min(16).max(16_384),
    heightPx: z.number().int().min(16).max(16_384),
    model: z.string().max(64).optional(),
    /** Compass bearing of the picture's centre and its horizontal opening: what turns a box into a bearing. */
    azimuthDeg: z.number().min(0).max(360).optional(),
    hfovDeg: z.number().min(1).max(360).optional(),
    /** Hash of the still background: another one means that the camera was moved. */
    sceneHash: z.string().max(64).optional(),
    frames: z
      .array(
        z.object({ offsetMs: z.number().int().min(0).max(1_000), frameHash: z.string().max(64).optional(), boxes: z.array(box).max(200) }),
      )
      .min(1)
      .max(60),
  }),
  units: {
    widthPx: 'px',
    heightPx: 'px',
    azimuthDeg: '°',
    hfovDeg: '°',
    'frames.offsetMs': 'ms after ts',
    'frames.boxes.x': 'px',
    'frames.boxes.y': 'px',
    'frames.boxes.w': 'px',
    'frames.boxes.h': 'px',
    'frames.boxes.score': '0–1',
  },
  sight: true,
  example: {
    widthPx: 1920,
    heightPx: 1080,
    azimuthDeg: 135,
    hfovDeg: 60,
    frames: [{ offsetMs: 0, boxes: [{ x: 812, y: 404, w: 64, h: 48, score: 0.71, class: 'smoke' }] }],
  },
})
export type VisionBody = BodyOf<typeof vision>
export type Box = VisionBody['frames'][number]['boxes'][number]
