import { Problem } from '#api/problem.ts'
import type { ApiRequest, ApiResponse } from '#api/request.ts'
import { idempotencyKeyPattern } from '#domain/api/common.ts'
import { sha256 } from '#domain/digest.ts'
import type { Clock, Store } from '#domain/ports.ts'
import { keys } from '#ledger/keys.ts'
import { deleteRow, putRow, readRow } from '#ledger/row-type.ts'
import type { Kept } from '#ledger/rows/message-rows.ts'

const keptForSeconds = 86_400
/** A request that died half-way blocks its key no longer than this. */
const inFlightForSeconds = 60

/**
 * Idempotency-Key per draft-ietf-httpapi-idempotency-key-header-07: missing 400, same key with other content 422, still being
 * worked on 409, otherwise the first answer again for 24 h, without its secrets: `toKeep` says what of an answer may be stored.
 * Bound to the principal. Only answers below 500 are kept.
 */
export async function withIdempotency(
  { store, clock }: { store: Store; clock: Clock },
  principalId: string,
  request: ApiRequest,
  work: () => Promise<ApiResponse>,
  toKeep: (first: ApiResponse) => ApiResponse,
): Promise<ApiResponse> {
  const given = request.headers['idempotency-key']
  if (!given || !idempotencyKeyPattern.test(given)) {
    throw new Problem('bad-request', {
      errors: [{ path: 'header.Idempotency-Key', message: 'send 1–255 visible characters, a new value for each new request' }],
    })
  }
  const key = keys.idempotency(principalId, given)
  const fingerprint = sha256(`${request.method} ${request.path}\n${sha256(request.body)}`)
  const begun = await store.commit([putRow(key, { request: fingerprint }, 0, { expiresAtSeconds: inSeconds(clock, inFlightForSeconds) })])
  if (begun.type === 'conflict') return repeated((await readRow(store, key))?.value, fingerprint)
  const response = await work().catch(async (error) => {
    await store.commit([deleteRow(key, 1)])
    throw error
  })
  await store.commit([
    putRow(key, { request: fingerprint, response: toKeep(response) }, 1, { expiresAtSeconds: inSeconds(clock, keptForSeconds) }),
  ])
  return response
}

function repeated(kept: Kept | undefined, fingerprint: string): ApiResponse {
  if (kept && kept.request !== fingerprint) throw new Problem('key-reused')
  if (!kept?.response) throw new Problem('in-flight', { headers: { 'retry-after': '1' } })
  return { ...kept.response, headers: { ...kept.response.headers, 'idempotent-replayed': 'true' } }
}

function inSeconds(clock: Clock, seconds: number): number {
  return Math.floor(clock.now() / 1000) + seconds
}
