import * as z from 'zod'
import { defineMemory } from '#domain/scenario/memory-definition.ts'
import { identitySchema, prefectureSchema, presenceSchema } from '#scenarios/epidemic-control/memory/people.ts'
import {
  type ClusterMemory,
  clusterSchema,
  type StreetMemory,
  streetSchema,
  type Weeks,
} from '#scenarios/epidemic-control/memory/streets.ts'

/** Whether the county may screen at a moment, and if not, why. */
const permit = z.enum(['granted', 'absent', 'not-yet', 'expired', 'killed'])
export type Permit = z.infer<typeof permit>

/** What one key remembers: the state of the authorisation, or one of the other parts. */
const schema = z.strictObject({
  permit: permit.optional(),
  /** Beside the authorisation: the memories in which somebody was screened, as prefecture and bucket. */
  screened: z.array(z.string()).optional(),
  street: streetSchema.optional(),
  clusters: clusterSchema.optional(),
  prefecture: prefectureSchema.optional(),
  identity: identitySchema.optional(),
  presence: presenceSchema.optional(),
})
export type EpidemicMemory = z.infer<typeof schema>
export const epidemicMemory = defineMemory({ version: 2, schema, upcast: { 1: fromV1 } })

type StreetV1 = Omit<StreetMemory, 'weeks'> & { weeks?: Pick<Weeks, 'counts'> & { told?: number } }
type ClustersV1 = Omit<ClusterMemory, 'lastReported'> & { told?: true }
type MemoryV1 = Omit<EpidemicMemory, 'street' | 'clusters'> & { street?: StreetV1; clusters?: ClustersV1 }

/** What was `told` of weeks and of clusters is `lastReported`. */
function fromV1({ street, clusters, ...rest }: MemoryV1): EpidemicMemory {
  return { ...rest, ...(street && { street: streetFromV1(street) }), ...(clusters && { clusters: clustersFromV1(clusters) }) }
}

function streetFromV1({ weeks, ...rest }: StreetV1): StreetMemory {
  if (!weeks) return rest
  const { told, ...counted } = weeks
  return { ...rest, weeks: { ...counted, ...(told !== undefined && { lastReported: told }) } }
}

function clustersFromV1({ told, ...rest }: ClustersV1): ClusterMemory {
  return { ...rest, ...(told && { lastReported: told }) }
}
