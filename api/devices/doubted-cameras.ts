import type { DeviceId } from '#domain/observation/device.ts'
import type { Store } from '#domain/ports.ts'
import { views } from '#ledger/keys.ts'
import { rangeRows } from '#ledger/row-type.ts'
import { incidentRow } from '#ledger/rows/incident-rows.ts'

const perRead = 200
/** Whoever has more open incidents than this has other worries than a camera's picture. */
const readAtMost = 5_000
/** The subject under which scenarios that read pictures tell that a camera was moved, is frozen or dirty. */
const subjectOf = 'camera:'

/** Cameras whose pictures are no use at the moment, by what the scenarios that read them have open. */
export async function doubtedCameras(store: Store): Promise<Set<DeviceId>> {
  const { pk } = views.openIncidents(0, '')
  const doubted = new Set<DeviceId>()
  let after: string | undefined
  for (let read = 0; read < readAtMost; read += perRead) {
    const rows = await rangeRows(store, incidentRow, { pk, view: 'b', limit: perRead, ...(after !== undefined && { after }) })
    for (const { subject, condition } of rows.map(({ value }) => value))
      if (subject.startsWith(subjectOf) && condition.state === 'present') doubted.add(subject.slice(subjectOf.length))
    after = rows.at(-1)?.views?.b?.sk
    if (after === undefined || rows.length < perRead) break
  }
  return doubted
}
