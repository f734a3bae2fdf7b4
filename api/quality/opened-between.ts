import type { Incident } from '#domain/incident/incident.ts'
import type { Store } from '#domain/ports.ts'
import { padded, views } from '#ledger/keys.ts'
import { rangeRows } from '#ledger/row-type.ts'
import { incidentRow } from '#ledger/rows/incident-rows.ts'

/** More incidents than this are not judged in one request. */
export const mostIncidents = 5_000

/** The incidents that were opened in a time, oldest first; a few more than can be judged when there are too many. */
export async function openedBetween(store: Store, fromMs: number, toMs: number): Promise<Incident[]> {
  const { pk } = views.incidents(0, '')
  const incidents: Incident[] = []
  for (let after = padded(fromMs, 15); incidents.length <= mostIncidents; ) {
    const rows = await rangeRows(store, incidentRow, { pk, view: 'a', after, before: padded(toMs, 15), limit: 200 })
    incidents.push(...rows.map(({ value }) => value))
    const last = rows.at(-1)?.views?.a?.sk
    if (last === undefined) break
    after = last
  }
  return incidents
}
