import * as z from 'zod'
import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import { type Device, deviceIdSchema } from '#domain/observation/device.ts'
import { keys } from '#ledger/keys.ts'
import { readRow } from '#ledger/row-type.ts'

export const devicePathSchema = z.strictObject({ id: deviceIdSchema })

/** The device a path names with the version it was read at, or the problem 404. */
export async function deviceAt(services: ApiServices, id: string): Promise<{ device: Device; version: number }> {
  const row = await readRow(services.store, keys.device(id))
  if (!row) throw new Problem('not-found', { detail: `no device ${id}` })
  return { device: row.value, version: row.version }
}
