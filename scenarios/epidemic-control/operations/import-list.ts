import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import type { Envelope, Stream } from '#domain/ports.ts'
import { listImportedSchema, listImportSchema } from '#scenarios/epidemic-control/api-schema.ts'
import { permittedLimits } from '#scenarios/epidemic-control/operations/permitted.ts'
import { gazetteerOf } from '#scenarios/epidemic-control/risk/gazetteer.ts'
import type { PlacedEntry } from '#scenarios/epidemic-control/risk/list-entry.ts'
import { partsOf } from '#scenarios/epidemic-control/risk/parts.ts'
import { readSnapshot } from '#scenarios/epidemic-control/risk/snapshot.ts'
import type { ImportedList } from '#scenarios/epidemic-control/row-types.ts'
import { noteImport } from '#scenarios/epidemic-control/rows.ts'

const encoder = new TextEncoder()
/** An answer of a Lambda function takes 6 MB, and nobody reads more lines. */
const entriesShown = 5_000
/** All parts go under one device and so into one shard, which takes 1 MB a second: a slice is appended when the one before is durable. */
const sliceBytes = 500_000

export const importScreeningList = operation({
  id: 'importScreeningList',
  method: 'POST',
  path: '/v1/screening/lists',
  tag: 'Screening',
  summary:
    'Takes a published list of risk areas through the stream, and answers what became of every entry. Sending it twice is sending it once. Larger ones come as gzip.',
  permission: 'screening.import',
  body: listImportSchema,
  compressed: true,
  answers: { status: 202, schema: listImportedSchema, description: 'Every entry with its code, or why a person has to look' },
  async handle(services, { body: { device, publication, divisions }, principal }) {
    permittedLimits(services)
    const sender = (await services.registry.lookUp([device])).get(device)
    if (sender?.status !== 'active' || !sender.kinds.includes('risk-list'))
      throw new Problem('refused', { detail: `device "${device}" is not registered for risk-list` })
    const snapshot = readSnapshot(publication)
    if (!snapshot)
      throw new Problem('bad-request', {
        errors: [{ path: 'body.publication', message: 'not a publication: data.end_update_time and lists' }],
      })
    const gazetteer = gazetteerOf(divisions)
    if (gazetteer.prefectures.length === 0)
      throw new Problem('bad-request', { errors: [{ path: 'body.divisions', message: 'names no county of any prefecture' }] })
    const { bodies, entries } = partsOf(snapshot, gazetteer)
    const receivedAtMs = services.clock.now()
    const envelopes = bodies.map((part): Envelope => {
      // The hour of the list and its hash make the id: the same publication is known again.
      const id = `${part.hash}-${part.prefecture}-${part.part}`
      const message = { v: 1, id, ts: formatTime(snapshot.listTimeMs, services.county.offsetMinutes), ...part }
      const payload = encoder.encode(JSON.stringify(message))
      return { kind: 'risk-list', device, clientId: principal.id, principal: principal.id, receivedAtMs, payload }
    })
    const counts = countsOf(entries)
    const { hash, duplicates, missing, miscounted, listTimeMs } = snapshot
    const noted: ImportedList = { listTimeMs, hash, by: principal.id, importedAtMs: receivedAtMs, messages: envelopes.length, counts }
    // What breaks off stays noted as not sent whole, so that somebody sends it again.
    await noteImport(services.store, noted)
    await appendSlices(services.stream, envelopes)
    await noteImport(services.store, { ...noted, sentAtMs: services.clock.now() })
    const shown = entries.length > entriesShown ? entries.filter(({ human }) => human !== undefined).slice(0, entriesShown) : entries
    return {
      status: 202,
      body: {
        listTime: formatTime(snapshot.listTimeMs, services.county.offsetMinutes),
        hash,
        messages: envelopes.length,
        prefectures: gazetteer.prefectures.length,
        duplicates,
        missing,
        miscounted,
        counts,
        entries: shown,
        ...(shown.length < entries.length && { leftOff: entries.length - shown.length }),
      },
    }
  },
})

function countsOf(entries: readonly PlacedEntry[]): ImportedList['counts'] {
  const counts = { high: 0, middle: 0, low: 0, human: 0 }
  for (const { level, human } of entries) {
    counts[level]++
    if (human !== undefined) counts.human++
  }
  return counts
}

async function appendSlices(stream: Stream, envelopes: readonly Envelope[]): Promise<void> {
  let slice: Envelope[] = []
  let bytes = 0
  for (const envelope of envelopes) {
    if (slice.length > 0 && bytes + envelope.payload.byteLength > sliceBytes) {
      await stream.append(slice)
      slice = []
      bytes = 0
    }
    slice.push(envelope)
    bytes += envelope.payload.byteLength
  }
  await stream.append(slice)
}
