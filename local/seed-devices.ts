import type { Device } from '#domain/observation/device.ts'
import type { Store } from '#domain/ports.ts'
import { deviceWrite } from '#lambdas/ledger/devices.ts'
import { keys } from '#lambdas/ledger/keys.ts'

/** Registers the county file's devices that are not registered yet; what was registered, disabled or retired since is left as it is. */
export async function seedDevices(store: Store, devices: readonly Device[]): Promise<number> {
  const items = await store.get(devices.map(({ id }) => keys.device(id)))
  const missing = devices.filter((_, index) => items[index] === undefined)
  const groups = Array.from({ length: Math.ceil(missing.length / 100) }, (_, group) => missing.slice(group * 100, group * 100 + 100))
  await Promise.all(groups.map((group) => store.commit(group.map((device) => deviceWrite(device, 0)))))
  return missing.length
}
