import type { Device } from '#domain/observation/device.ts'
import type { Store } from '#domain/ports.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { newDeviceWrites } from '#ledger/devices.ts'
import { keys } from '#ledger/keys.ts'

/** A new device takes up to five of the hundred writes of a commit. */
const perCommit = 20

/** Registers the county file's devices that are not registered yet; what was registered, disabled or retired since is left as it is. */
export async function seedDevices(
  store: Store,
  scenarios: readonly Scenario[],
  devices: readonly Device[],
  nowMs: number,
): Promise<number> {
  const items = await store.get(devices.map(({ id }) => keys.device(id)))
  const missing = devices.filter((_, index) => items[index] === undefined)
  const groups = Array.from({ length: Math.ceil(missing.length / perCommit) }, (_, group) =>
    missing.slice(group * perCommit, (group + 1) * perCommit),
  )
  await Promise.all(groups.map((group) => store.commit(group.flatMap((device) => newDeviceWrites(scenarios, device, nowMs)))))
  return missing.length
}
