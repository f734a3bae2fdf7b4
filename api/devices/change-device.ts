import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import type { Device } from '#domain/observation/device.ts'
import { type Permission, roleFor } from '#domain/people/permissions.ts'
import type { Principal } from '#domain/people/principal.ts'
import type { Write } from '#domain/ports.ts'
import { deviceChangeWrites } from '#ledger/device-changes.ts'
import { deviceWrites } from '#ledger/devices.ts'
import type { DeviceAction } from '#ledger/rows/event-rows.ts'

/** Who changes the register, by which permission, and why. */
export type Decision = { principal: Principal; permission: Permission; reason: string | undefined }

/** The record of a change and its event; they are written together with it. `revision` is the device's after the change. */
export function recordWrites(
  { clock }: Pick<ApiServices, 'clock'>,
  device: Device,
  action: DeviceAction,
  revision: number,
  { principal, permission, reason }: Decision,
): Write[] {
  const author = { id: principal.id, role: roleFor(principal.roles, permission) ?? ('system' as const) }
  return deviceChangeWrites(device.id, { action, revision, author, atMs: clock.now(), ...(reason !== undefined && { reason }) })
}

/** Writes a device that is changed, its record and its event in one commit; answers its new revision. @throws Problem changed-meanwhile */
export async function changeDevice(
  services: ApiServices,
  changed: Device,
  readVersion: number,
  action: DeviceAction,
  decision: Decision,
): Promise<number> {
  const revision = readVersion + 1
  const writes = [
    ...deviceWrites(changed, readVersion, services.clock.now()),
    ...recordWrites(services, changed, action, revision, decision),
  ]
  if ((await services.store.commit(writes)).type === 'conflict') throw new Problem('changed-meanwhile')
  return revision
}

/** A device without the mark of a rotation: it has one set of credentials, or none. */
export function withoutRotation({ rotatingSince: _ended, ...device }: Device): Device {
  return device
}
