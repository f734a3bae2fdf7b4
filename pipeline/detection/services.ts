import type { AreaKinds } from '#domain/county/area-kinds.ts'
import type { Reading, ReadingRules } from '#domain/observation/read-message.ts'
import type { Clock, Envelope, Log, Meter, Rng, Store } from '#domain/ports.ts'
import type { DeviceRegistry } from '#ledger/devices.ts'
import type { LimitsBook } from '#ledger/limits.ts'

/** What detection needs to know of the county it works for. */
export type CountyRules = ReadingRules & {
  id: string
  /** Names of the kinds that can carry personal data, also of those that the county has not switched on. */
  sensitiveKinds: ReadonlySet<string>
  /** What the areas on its map are, by their ids. */
  kindOf: AreaKinds
  /** A scenario's limits as the county's file has them, already checked: version 0. */
  limitsOf: (scenarioId: string) => unknown
}

export type DetectionServices = {
  county: CountyRules
  store: Store
  registry: DeviceRegistry
  limits: LimitsBook
  /** On the laptop several scenarios are handed the very same record: it is read once. */
  readings: WeakMap<Envelope, Reading>
  clock: Clock
  rng: Rng
  log: Log
  meter: Meter
}
