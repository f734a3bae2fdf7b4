import * as z from 'zod'
import { defineKind } from '#domain/observation/kind.ts'

/** A message of any content: this scenario looks at none in particular. */
export const anything = defineKind({
  name: 'anything',
  title: { zh: '任意', en: 'anything' },
  body: z.record(z.string(), z.unknown()),
  units: {},
  example: {},
})
