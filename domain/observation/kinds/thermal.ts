import * as z from 'zod'
import { type BodyOf, defineKind } from '#domain/observation/kind.ts'

/** One raw frame of a thermal array: int16 hundredths of °C, little endian, row by row from the top left, base64. */
export const thermal = defineKind({
  name: 'thermal',
  title: { zh: '热像帧', en: 'thermal frame' },
  body: z
    .object({
      cols: z.number().int().min(4).max(160),
      rows: z.number().int().min(4).max(120),
      unit: z.literal('C'),
      data: z.base64().max(60_000),
      ambientC: z.number().min(-60).max(80).optional(),
    })
    .refine(({ cols, rows, data }) => base64Bytes(data) === cols * rows * 2, {
      path: ['data'],
      message: 'must hold cols × rows × 2 bytes',
    }),
  units: { cols: 'px', rows: 'px', data: '0.01 °C', ambientC: '°C' },
  sight: true,
  example: { cols: 4, rows: 4, unit: 'C', data: 'xAnECcQJxAnECcQJxAnECcQJxAnECcQJxAnECcQJxAk=' },
})
export type ThermalBody = BodyOf<typeof thermal>

function base64Bytes(text: string): number {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0
  return (text.length / 4) * 3 - padding
}
