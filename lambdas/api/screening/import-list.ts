import { listImportedSchema, listImportSchema } from '#domain/api/screening.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import type { Envelope } from '#domain/ports.ts'
import { operation } from '#lambdas/api/operation.ts'
import { Problem } from '#lambdas/api/problem.ts'
import { permittedLimits } from '#lambdas/api/screening/permitted.ts'
import { gazetteerOf } from '#lambdas/scenarios/epidemic-control/risk/gazetteer.ts'
import { partsOf } from '#lambdas/scenarios/epidemic-control/risk/parts.ts'
import { readSnapshot } from '#lambdas/scenarios/epidemic-control/risk/snapshot.ts'

const encoder = new TextEncoder()

export const importScreeningList = operation({
  id: 'importScreeningList',
  method: 'POST',
  path: '/v1/screening/lists',
  tag: 'Screening',
  summary:
    'Takes a published list of risk areas through the stream, and answers what became of every entry. Sending it twice is sending it once.',
  permission: 'screening.import',
  body: listImportSchema,
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
    await services.stream.append(envelopes)
    const { hash, duplicates, missing, miscounted } = snapshot
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
        entries,
      },
    }
  },
})
