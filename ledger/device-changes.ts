import type { DeviceId } from '#domain/observation/device.ts'
import type { Store, Write } from '#domain/ports.ts'
import { keys } from '#ledger/keys.ts'
import { decisionWrite } from '#ledger/outbox.ts'
import { putRow, rangeRows } from '#ledger/row-type.ts'
import { type DeviceChange, deviceChangeRow } from '#ledger/rows/device-change-row.ts'

/** A change of the register with its author, on record and in the feed. Goes into the commit that makes the change. */
export function deviceChangeWrites(device: DeviceId, change: DeviceChange): Write[] {
  const { action, revision, atMs } = change
  return [
    putRow(keys.deviceChange(device, revision), change, 0),
    decisionWrite({
      type: `cn.county-sense.device.${action}.v1`,
      id: `device.${device}.${revision}`,
      subject: device,
      atMs,
      data: { device, revision },
    }),
  ]
}

/** The last changes of a device, newest first. */
export async function readDeviceChanges(store: Store, device: DeviceId, limit: number): Promise<DeviceChange[]> {
  const { pk } = keys.deviceChange(device, 0)
  const rows = await rangeRows(store, deviceChangeRow, { pk, after: 'change#', before: 'change$', limit, newestFirst: true })
  return rows.map(({ value }) => value)
}
