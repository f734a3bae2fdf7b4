import { arrivals } from '#local/ground-truth/arrivals.ts'
import { boats } from '#local/ground-truth/boats.ts'
import { hills } from '#local/ground-truth/hills.ts'
import { homes } from '#local/ground-truth/homes.ts'
import { plantedDefects } from '#local/ground-truth/planted-defects.ts'
import { quarter } from '#local/ground-truth/quarter.ts'
import { river } from '#local/ground-truth/river.ts'
import type { Generator } from '#local/ground-truth/script.ts'
import { waterside } from '#local/ground-truth/waterside.ts'

/** Everybody who tells part of the day. */
export const generators: readonly Generator[] = [plantedDefects, waterside, hills, quarter, river, homes, boats, arrivals]
