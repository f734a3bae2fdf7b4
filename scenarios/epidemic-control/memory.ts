import * as z from 'zod'
import { defineMemory } from '#domain/scenario/memory-definition.ts'
import type { Permit } from '#scenarios/epidemic-control/authorisation.ts'
import type { IdentityMemory } from '#scenarios/epidemic-control/screening/identity-step.ts'
import type { PrefectureMemory } from '#scenarios/epidemic-control/screening/prefecture-step.ts'
import type { PresenceMemory } from '#scenarios/epidemic-control/screening/presence-step.ts'
import type { ClusterMemory } from '#scenarios/epidemic-control/streets/cluster-step.ts'
import type { StreetMemory } from '#scenarios/epidemic-control/streets/street-step.ts'

/** What one key remembers: the state of the authorisation, or one of the other parts. */
export type EpidemicMemory = {
  permit?: Permit
  /** Beside the authorisation: the memories in which somebody was screened, as prefecture and bucket. */
  screened?: string[]
  street?: StreetMemory
  clusters?: ClusterMemory
  prefecture?: PrefectureMemory
  identity?: IdentityMemory
  presence?: PresenceMemory
}

export const epidemicMemory = defineMemory({ version: 1, schema: z.custom<EpidemicMemory>() })
