import * as z from 'zod'
import { listPage } from '#api/list-page.ts'
import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import { discardSchema, rejectedMessageSchema, rejectedPageSchema, rejectedQuerySchema } from '#domain/api/message.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { keys, views } from '#ledger/keys.ts'
import { rejectedWrite } from '#ledger/rejected.ts'
import { readRow } from '#ledger/row-type.ts'
import { type RejectedMessage, rejectedRow } from '#ledger/rows/message-rows.ts'

const pathSchema = z.strictObject({ id: z.string().regex(/^r-[0-9a-f]{20}$/, 'the id of a rejected message') })
const sampleBytes = 1_024

export const listRejectedMessages = operation({
  id: 'listRejectedMessages',
  method: 'GET',
  path: '/v1/rejected-messages',
  tag: 'Messages',
  summary: 'Messages that could not become observations, newest first, each with its reason.',
  permission: 'rejected.read',
  query: rejectedQuerySchema,
  answers: { status: 200, schema: rejectedPageSchema, description: 'One page' },
  async handle(services, { query }) {
    const { reason, device, state } = query
    const listing = {
      type: rejectedRow,
      services,
      question: `rejected ${JSON.stringify([reason, device, state])}`,
      query,
      view: 'a' as const,
      pk: views.rejected(0, '').pk,
      newestFirst: true,
    }
    const matches = (message: RejectedMessage) =>
      (reason === undefined || message.reason === reason) &&
      (device === undefined || message.device === device) &&
      (state === undefined || message.state === state)
    const page = await listPage(listing, matches)
    return { status: 200, body: { items: page.values.map((message) => present(services, message)), ...(page.next && { next: page.next }) } }
  },
})

export const readRejectedMessage = operation({
  id: 'readRejectedMessage',
  method: 'GET',
  path: '/v1/rejected-messages/{id}',
  tag: 'Messages',
  summary: 'One rejected message.',
  permission: 'rejected.read',
  params: pathSchema,
  answers: { status: 200, schema: rejectedMessageSchema, description: 'The message' },
  async handle(services, { path }) {
    return { status: 200, body: present(services, (await messageAt(services, path.id)).message) }
  },
})

export const replayRejectedMessage = operation({
  id: 'replayRejectedMessage',
  method: 'POST',
  path: '/v1/rejected-messages/{id}/replay',
  tag: 'Messages',
  summary:
    'Sends it through the stream again, as it was received. Doing it twice has one effect. If it fails again it is a rejected message of its own, which names this one.',
  permission: 'rejected.replay',
  params: pathSchema,
  answers: { status: 202, schema: rejectedMessageSchema, description: 'The message, marked as replayed' },
  async handle(services, { path, principal }) {
    const { message, version } = await messageAt(services, path.id)
    if (message.state !== 'waiting') throw new Problem('refused', { detail: `it was ${message.state} already` })
    const { kind, device, clientId, principal: sender, receivedAtMs, payload } = message
    if (payload === undefined)
      throw new Problem('refused', { detail: `not kept: a message of kind ${kind} can carry personal data; have the device send it again` })
    await services.stream.append([
      {
        ...{ kind, device, clientId, principal: sender, receivedAtMs, replayOf: message.id },
        payload: new Uint8Array(Buffer.from(payload, 'base64')),
      },
    ])
    return { status: 202, body: present(services, await markReplayed(services, message, version, principal.id)) }
  },
})

export const discardRejectedMessage = operation({
  id: 'discardRejectedMessage',
  method: 'POST',
  path: '/v1/rejected-messages/{id}/discard',
  tag: 'Messages',
  summary: 'Marks it as dealt with, with a reason. It can still be read.',
  permission: 'rejected.replay',
  params: pathSchema,
  body: discardSchema,
  answers: { status: 200, schema: rejectedMessageSchema, description: 'The message, marked as discarded' },
  async handle(services, { path, body, principal }) {
    const { message, version } = await messageAt(services, path.id)
    if (message.state !== 'waiting') throw new Problem('refused', { detail: `it was ${message.state} already` })
    return { status: 200, body: present(services, await decide(services, message, version, 'discarded', principal.id, body.reason)) }
  },
})

async function messageAt(services: ApiServices, id: string): Promise<{ message: RejectedMessage; version: number }> {
  const row = await readRow(services.store, keys.rejected(id))
  if (!row) throw new Problem('not-found', { detail: `no rejected message ${id}` })
  return { message: row.value, version: row.version }
}

/** It may have come back rejected before this is written: then it stays so, and says who sent it. */
async function markReplayed(services: ApiServices, message: RejectedMessage, version: number, by: string): Promise<RejectedMessage> {
  const decided = { by, atMs: services.clock.now() }
  const first: RejectedMessage = { ...message, state: 'replayed', decided }
  if ((await services.store.commit([rejectedWrite(first, version)])).type === 'committed') return first
  const { message: current, version: newer } = await messageAt(services, message.id)
  const second: RejectedMessage = { ...current, decided }
  const isBack = current.state === 'rejected-again' && current.decided === undefined
  if (isBack && (await services.store.commit([rejectedWrite(second, newer)])).type === 'committed') return second
  throw new Problem('changed-meanwhile')
}

async function decide(
  services: ApiServices,
  message: RejectedMessage,
  version: number,
  state: RejectedMessage['state'],
  by: string,
  note?: string,
) {
  const decided: RejectedMessage = { ...message, state, decided: { by, atMs: services.clock.now(), ...(note && { note }) } }
  const result = await services.store.commit([rejectedWrite(decided, version)])
  if (result.type === 'conflict') throw new Problem('changed-meanwhile')
  return decided
}

function present(services: ApiServices, message: RejectedMessage): z.input<typeof rejectedMessageSchema> {
  const { id, kind, device, clientId, reason, detail, bytes, hash, payload, state, decided, replayOf, again } = message
  const at = (ms: number) => formatTime(ms, services.county.offsetMinutes)
  return {
    id,
    kind,
    device,
    clientId,
    receivedAt: at(message.receivedAtMs),
    reason,
    detail,
    bytes,
    hash,
    ...(payload !== undefined && { sample: Buffer.from(payload, 'base64').subarray(0, sampleBytes).toString('base64') }),
    state,
    ...(replayOf !== undefined && { replayOf }),
    ...(again !== undefined && { again }),
    ...(decided && { decided: { by: decided.by, at: at(decided.atMs), ...(decided.note && { note: decided.note }) } }),
  }
}
