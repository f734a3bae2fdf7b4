import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import { readScreenedPerson } from '#scenarios/epidemic-control/rows.ts'

/** The person a path names, or the problem 404: never there, deleted, or expired, which is the same to whoever asks. */
export async function personAt({ store, clock }: ApiServices, ref: string) {
  const found = await readScreenedPerson(store, ref, clock.now())
  if (!found) throw new Problem('not-found', { detail: 'nobody is remembered by this reference' })
  return found
}
