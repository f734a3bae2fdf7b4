import * as z from 'zod'
import { defineKind } from '#domain/observation/kind.ts'

/**
 * Cases of one day in one street, as one source knows them. A later revision replaces an earlier one of the same day and
 * source, also when it is lower: counts are corrected. Without personal data.
 */
export const caseCount = defineKind({
  name: 'case-count',
  title: { zh: '街道病例日报', en: 'daily case count of a street' },
  body: z
    .object({
      street: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, 'lower-case letters, digits and hyphens'),
      date: z.iso.date(),
      count: z.number().int().min(0).max(100_000),
      source: z.string().min(1).max(40),
      revision: z.number().int().min(1).max(10_000),
      /** When the count was made, with its offset: the day it belongs to cannot lie after it. */
      countedAt: z.iso.datetime({ offset: true }),
    })
    .refine(({ date, countedAt }) => date <= countedAt.slice(0, 10), { path: ['date'], message: 'lies after countedAt' }),
  units: { count: 'cases', revision: 'number of the revision, from 1' },
  example: { street: 'street-3', date: '2026-11-20', count: 4, source: 'clinics', revision: 1, countedAt: '2026-11-23T08:00:00+08:00' },
})
