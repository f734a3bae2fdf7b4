import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { DeviceId } from '#domain/observation/device.ts'

/** Wake me at `dueAtMs`: the step is called with a `Wake` of this name. The same name replaces an earlier timer; `undefined` cancels. */
export type Timer = { name: string; dueAtMs: number | undefined }

/** Agreed beforehand by the county: people who may swim, a vessel that may be there, a device that is being serviced. */
export type Agreed = 'swim-permitted' | 'vessel-permitted' | 'maintenance'

/** What would have been found, had it not been agreed to: it opens no incident, orders nothing, and is counted. */
export type Withheld = { why: Agreed; device: DeviceId }

/** What one step leaves behind. Returning the very same `memory` object means: nothing changed, nothing need be written. */
export type Step<Memory> = { memory: Memory; findings: Finding[]; timers?: Timer[]; commands?: DeviceCommand[]; withheld?: Withheld[] }

/** What I remembered, what I just saw, the limits here → what I remember now, what I found. Pure. */
export type Detector<Memory, Seen, Limits> = (memory: Memory | undefined, seen: Seen, limits: Limits) => Step<Memory>
