import * as z from 'zod'
import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import { incidentIdSchema } from '#domain/api/incident.ts'
import { readIncident, type StoredIncident } from '#ledger/incidents.ts'

export const incidentPathSchema = z.strictObject({ id: incidentIdSchema })

/** The incident a path names, or the problem 404. */
export async function incidentAt(services: ApiServices, id: string): Promise<StoredIncident> {
  const stored = await readIncident(services.store, id)
  if (!stored) throw new Problem('not-found', { detail: `no incident ${id}` })
  return stored
}
