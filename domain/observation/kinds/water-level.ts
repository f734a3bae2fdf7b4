import * as z from 'zod'
import { defineKind } from '#domain/observation/kind.ts'

/** Heights that gauges count from; along the Yangtze Wusong and 1985 differ by about two metres. */
export const levelDatums = ['1985', 'wusong', 'huanghai-1956', 'local'] as const
export type LevelDatum = (typeof levelDatums)[number]

/** A gauge's reading. Without its datum a level is no height, so a message that does not name it is refused. */
export const waterLevel = defineKind({
  name: 'water-level',
  title: { zh: '水位读数', en: 'water level reading' },
  body: z.object({
    levelM: z.number().min(-500).max(9_000),
    datum: z.enum(levelDatums, { error: `the datum is missing or unknown; use one of ${levelDatums.join(', ')}` }),
    flowM3s: z.number().min(-200_000).max(200_000).optional(),
  }),
  units: { levelM: 'm', flowM3s: 'm³/s' },
  example: { levelM: 41.27, datum: '1985', flowM3s: 8_200 },
})
