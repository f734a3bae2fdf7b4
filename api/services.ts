import type { RateLimit } from '#api/rate-limit.ts'

import type { Device, DeviceFault, DeviceState } from '#domain/observation/device.ts'
import type { PermissionTable } from '#domain/people/permissions.ts'
import type { Archive, DeviceEnrolment, Identity, Store, Stream } from '#domain/ports.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'

/** What the watch over the devices knows of one: whether it speaks, and what its messages tell of its own state. */
export type Health = {
  state: DeviceState
  heardAtMs?: number
  /** What it is permitted, after learning. */
  silenceMs: number
  faults: DeviceFault[]
}

/** Where the doors ask for the health of devices; answers in their order. */
export interface DeviceHealthSource {
  of(store: Store, devices: readonly Device[]): Promise<Health[]>
}

/** What the operations of the API work with. */
export type ApiServices = DetectionServices & {
  scenarios: readonly Scenario[]
  identity: Identity
  stream: Stream
  archive: Archive
  enrolment: DeviceEnrolment
  deviceHealth: DeviceHealthSource
  permissions: PermissionTable
  rateLimit: RateLimit
}
