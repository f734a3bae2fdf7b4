import * as z from 'zod'
import { defineKind } from '#domain/observation/kind.ts'

const adcode = z.string().regex(/^\d{6}$/, 'six digits of GB/T 2260')

/**
 * One part of a published list of risk areas for one prefecture. A prefecture without any gets an empty part: only so is it
 * known to have none. The same hour may be published twice; time and hash together name a list.
 */
export const riskList = defineKind({
  name: 'risk-list',
  title: { zh: '风险区名单', en: 'list of risk areas' },
  body: z
    .object({
      listTime: z.iso.datetime({ offset: true }),
      hash: z.string().regex(/^[0-9a-f]{8,64}$/, 'hexadecimal'),
      /** First four digits of the codes of its counties. */
      prefecture: z.string().regex(/^\d{4}$/, 'four digits of GB/T 2260'),
      part: z.number().int().min(1).max(100),
      parts: z.number().int().min(1).max(100),
      /** Every county of the prefecture: a stay with another code is a mistake, not a safe place. */
      counties: z.array(adcode).max(200),
      /** Levels that this publication does not list at all. */
      missing: z
        .array(z.enum(['high', 'middle', 'low']))
        .max(3)
        .default([]),
      /** Trailing zeros of the scope: somewhere below that division. */
      entries: z.array(z.object({ level: z.enum(['high', 'middle', 'low']), scope: adcode, text: z.string().max(2_000) })).max(5_000),
    })
    .refine(({ part, parts }) => part <= parts, { path: ['part'], message: 'is beyond parts' }),
  units: { part: 'number of the part, from 1', parts: 'parts' },
  example: {
    listTime: '2022-09-14T23:00:00+08:00',
    hash: '1f53767600aa11bb',
    prefecture: '4205',
    part: 1,
    parts: 1,
    counties: ['420502', '420503', '420583'],
    missing: [],
    entries: [{ level: 'high', scope: '420502', text: '示范街道柳岫小区3号楼' }],
  },
})
