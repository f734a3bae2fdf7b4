import type { CountyContext } from '#domain/county/county-context.ts'
import type { Reading } from '#domain/observation/read-message.ts'
import type { Clock, Envelope, Log, Meter, Rng, Store } from '#domain/ports.ts'
import type { DeviceRegistry } from '#ledger/devices.ts'
import type { LimitsRepository } from '#ledger/limits.ts'

/** What detection works with. */
export type DetectionServices = {
  county: CountyContext
  store: Store
  registry: DeviceRegistry
  limits: LimitsRepository
  /** On the laptop several scenarios are handed the very same record: it is read once. */
  readings: WeakMap<Envelope, Reading>
  clock: Clock
  rng: Rng
  log: Log
  meter: Meter
}
