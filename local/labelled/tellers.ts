import { arrivals } from '#local/labelled/arrivals.ts'
import { boats } from '#local/labelled/boats.ts'
import { faults } from '#local/labelled/faults.ts'
import { hills } from '#local/labelled/hills.ts'
import { homes } from '#local/labelled/homes.ts'
import { quarter } from '#local/labelled/quarter.ts'
import { river } from '#local/labelled/river.ts'
import type { Teller } from '#local/labelled/stage.ts'
import { waterside } from '#local/labelled/waterside.ts'

/** Everybody who tells part of the day. */
export const tellers: readonly Teller[] = [faults, waterside, hills, quarter, river, homes, boats, arrivals]
