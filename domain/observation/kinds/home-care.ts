import * as z from 'zod'
import { defineKind } from '#domain/observation/kind.ts'

const g = (most: number) => z.number().min(0).max(most)

/** What the wearable measured around one impact; where it is worn decides which axes were taken. */
const impact = {
  /** Largest length of the raw acceleration. */
  peakG: g(40),
  /** Least spread of that length in any 2 s of the 6 s that followed. */
  stillSdG: g(40),
  /** Between the posture before and the stillest moment after. */
  tiltDeg: z.number().min(0).max(180),
  sinceImpactS: z.number().min(0).max(120).optional(),
}

export const fallCandidate = defineKind({
  name: 'fall-candidate',
  title: { zh: '疑似跌倒特征', en: 'features of a possible fall' },
  body: z.discriminatedUnion('site', [
    /** C8: spread of both horizontal axes over 1 s, after a low-pass of 5 Hz. */
    z.object({ site: z.literal('waist'), c8G: g(40), ...impact }),
    /** C9: the same of all three axes, since an arm has no upright. */
    z.object({ site: z.literal('wrist'), c9G: g(40), ...impact }),
  ]),
  units: { c8G: 'g', c9G: 'g', peakG: 'g', stillSdG: 'g', tiltDeg: '°', sinceImpactS: 's' },
  example: { site: 'waist', c8G: 1.05, peakG: 5.1, stillSdG: 0.01, tiltDeg: 92, sinceImpactS: 6 },
})

export const promptAnswer = defineKind({
  name: 'prompt-answer',
  title: { zh: '询问应答', en: 'answer to "are you all right?"' },
  body: z.object({
    /** `none`: the device has waited and nobody answered. */
    answer: z.enum(['ok', 'help', 'none']),
    commandId: z.string().max(160).optional(),
  }),
  units: {},
  example: { answer: 'ok', commandId: 'fall/band-1/1795402800000' },
})

export const sos = defineKind({
  name: 'sos',
  title: { zh: '紧急呼救', en: 'call for help' },
  body: z.object({
    /** Somebody tried the button: counted, never dispatched. */
    test: z.boolean().default(false),
  }),
  units: {},
  example: { test: false },
})

export const motion = defineKind({
  name: 'motion',
  title: { zh: '人体感应', en: 'motion in a room' },
  body: z.object({ room: z.enum(['bathroom', 'bedroom', 'living-room', 'kitchen', 'hall', 'other']), present: z.boolean() }),
  units: {},
  example: { room: 'kitchen', present: true },
})

export const door = defineKind({
  name: 'door',
  title: { zh: '门磁', en: 'door contact' },
  body: z.object({ open: z.boolean(), which: z.enum(['entrance', 'bathroom', 'bedroom', 'balcony', 'cupboard', 'other']) }),
  units: {},
  example: { open: true, which: 'entrance' },
})

export const location = defineKind({
  name: 'location',
  title: { zh: '定位', en: 'whereabouts' },
  /** The place itself is `lat` and `lon` of the envelope; without them there was no fix. */
  body: z.object({ accuracyM: z.number().min(0).max(100_000), fixAgeS: z.number().min(0).max(604_800) }),
  units: { accuracyM: 'm', fixAgeS: 's' },
  example: { accuracyM: 12, fixAgeS: 4 },
})

export const vitals = defineKind({
  name: 'vitals',
  title: { zh: '生命体征', en: 'vital signs' },
  body: z.object({
    respiratoryRatePerMin: z.number().min(0).max(120).optional(),
    spo2Pct: z.number().min(30).max(100).optional(),
    onOxygen: z.boolean().optional(),
    systolicMmHg: z.number().min(20).max(350).optional(),
    pulsePerMin: z.number().min(0).max(350).optional(),
    /** Alert, new Confusion, answers to Voice, to Pain, Unresponsive. */
    consciousness: z.enum(['A', 'C', 'V', 'P', 'U']).optional(),
    tempC: z.number().min(20).max(45).optional(),
  }),
  units: { respiratoryRatePerMin: '1/min', spo2Pct: '%', systolicMmHg: 'mmHg', pulsePerMin: '1/min', tempC: '°C' },
  example: {
    respiratoryRatePerMin: 16,
    spo2Pct: 97,
    onOxygen: false,
    systolicMmHg: 128,
    pulsePerMin: 72,
    consciousness: 'A',
    tempC: 36.6,
  },
})

export const gatewayHeartbeat = defineKind({
  name: 'gateway-heartbeat',
  title: { zh: '家庭网关心跳', en: 'heartbeat of a home gateway' },
  body: z.object({ onMains: z.boolean().optional() }),
  units: {},
  example: { onMains: true },
})
