import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import { observationBatchResultSchema, observationBatchSchema } from '#domain/api/message.ts'
import { presence } from '#domain/observation/presence.ts'
import { maxPayloadBytes } from '#domain/observation/read-message.ts'
import type { Envelope } from '#domain/ports.ts'

const encoder = new TextEncoder()

export const sendObservations = operation({
  id: 'sendObservations',
  method: 'POST',
  path: '/v1/observations:batch',
  tag: 'Messages',
  summary: 'Messages over HTTP for gateways that cannot speak MQTT. Each is idempotent on its device and id; an accepted one is durable.',
  permission: 'observations.write',
  body: observationBatchSchema,
  answers: { status: 202, schema: observationBatchResultSchema, description: 'One result for each message, in order' },
  async handle(services, { body, principal }) {
    const invented = body.messages.flatMap(({ kind }, index) => (kind === presence.name ? [index] : []))
    if (invented.length > 0)
      throw new Problem('bad-request', {
        errors: invented.map((index) => ({ path: `body.messages.${index}.kind`, message: 'only the broker tells of connections' })),
      })
    const receivedAtMs = services.clock.now()
    const envelopes = body.messages.map(({ device, kind, message }): Envelope => {
      const payload = encoder.encode(JSON.stringify(message))
      return { kind, device, clientId: principal.id, principal: principal.id, receivedAtMs, payload }
    })
    const fits = (envelope: Envelope) => envelope.payload.byteLength <= maxPayloadBytes
    await services.stream.append(envelopes.filter(fits))
    const results = envelopes.map((envelope) => ({
      device: envelope.device,
      status: fits(envelope) ? ('accepted' as const) : ('too-large' as const),
    }))
    return { status: 202, body: { results } }
  },
})
