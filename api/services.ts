import type { RateLimit } from '#api/rate-limit.ts'
import type { LimitsWith } from '#domain/county/county.ts'
import type { Area } from '#domain/county/county-file.ts'
import type { Device } from '#domain/observation/device.ts'
import type { Role } from '#domain/people/principal.ts'
import type { Archive, DeviceLink, Identity, Stream } from '#domain/ports.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import type { Text } from '#domain/text.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'

/** What the doors need to know of the county. */
export type CountyFacts = DetectionServices['county'] & {
  /** A scenario's limits with other overrides in the place of the county's, or what is wrong with them. */
  limitsWith: (scenario: Scenario, overrides: Record<string, unknown>) => LimitsWith
  name: Text
  status: 'drill' | 'production'
  /** A nuisance may be shelved for so long at most. */
  shelfHours: number
  /** What came in is kept for so long. */
  archiveDays: number
  mapApprovalNo?: string
  /** GeoJSON FeatureCollection, WGS-84. */
  areas: { type: 'FeatureCollection'; features: Area[] }
  people: { id: string; name: string; roles: Role[]; agency?: string }[]
  /** Devices as the county's file lists them; registration adds to these. */
  devices: Device[]
}

export type ApiServices = Omit<DetectionServices, 'county'> & {
  county: CountyFacts
  scenarios: readonly Scenario[]
  identity: Identity
  stream: Stream
  archive: Archive
  deviceLink: DeviceLink
  rateLimit: RateLimit
}
