import type { DeviceId } from '#domain/observation/device.ts'
import type { Text } from '#domain/text.ts'

/** Severity in the words of the Common Alerting Protocol 1.2, least first. */
export const severities = ['Unknown', 'Minor', 'Moderate', 'Severe', 'Extreme'] as const
export type Severity = (typeof severities)[number]

/** Positive when `a` is graver than `b`. */
export function compareSeverity(a: Severity, b: Severity): number {
  return severities.indexOf(a) - severities.indexOf(b)
}

/** Why a rule fired, in a form an officer can check at 03:00. */
export type Reason = {
  /** Stable rule name, e.g. `smoke-confirmed`. */
  rule: string
  /** One sentence with the figures in it. */
  text: Text
  /** The figures, each with its unit and its age at the moment of the decision. */
  inputs: { name: string; value: number | string | boolean; unit?: string; ageSeconds?: number }[]
  /** Number of the version of the limits it was judged by, 0 for the county's file; the platform adds it. */
  limitsVersion?: number
}

/** Something that needs a person: it opens an incident or adds evidence to the open one of the same subject. */
export type Raise = {
  type: 'raise'
  /** What it is about (`zone:…`, `forest:…`, `device:…`); one open incident per scenario and subject. */
  subject: string
  /** The scenario's own word for the step it has reached, e.g. `notice`, `alarm`, `orange`. */
  level: string
  severity: Severity
  urgency: 'Immediate' | 'Expected' | 'Future' | 'Past' | 'Unknown'
  certainty: 'Observed' | 'Likely' | 'Possible' | 'Unlikely' | 'Unknown'
  title: Text
  reason: Reason
  observedAtMs: number
  sources: DeviceId[]
  areaId?: string
  position?: { lat: number; lon: number; accuracyMetres?: number }
}

/** The condition of a subject has ended by itself; the incident is told, a person still closes it. */
export type Clear = {
  type: 'clear'
  subject: string
  /** `dissuaded`: left after the call-out; `recovered`: a fault went away; `passed`: it ended without our doing. */
  outcome: 'dissuaded' | 'recovered' | 'passed'
  text: Text
  observedAtMs: number
}

export type Finding = Raise | Clear

/** Wake me at `dueAtMs`: the step is called with a `Wake` of this name. The same name replaces an earlier timer; `undefined` cancels. */
export type Timer = { name: string; dueAtMs: number | undefined }

/** An order to a device. It is never carried out after `notAfterMs`, and its id makes a second delivery harmless. */
export type DeviceCommand = {
  /** Unique per (subject, episode, step), so that a replay orders nothing twice. */
  id: string
  device: DeviceId
  name: string
  parameters: Record<string, string | number | boolean>
  notAfterMs: number
}

/** Agreed beforehand by the county: people who may swim, a vessel that may be there, a device that is being serviced. */
export type Agreed = 'swim-permitted' | 'vessel-permitted' | 'maintenance'

/** What would have been found, had it not been agreed to: it opens no incident, orders nothing, and is counted. */
export type Withheld = { why: Agreed; device: DeviceId }

/** What one step leaves behind. Returning the very same `memory` object means: nothing changed, nothing need be written. */
export type Step<Memory> = { memory: Memory; findings: Finding[]; timers?: Timer[]; commands?: DeviceCommand[]; withheld?: Withheld[] }

/** What I remembered, what I just saw, the limits here → what I remember now, what I found. Pure. */
export type Detector<Memory, Seen, Limits> = (memory: Memory | undefined, seen: Seen, limits: Limits) => Step<Memory>
