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

/** The condition of a subject has ended by itself; the incident records it, a person still closes it. */
export type Clear = {
  type: 'clear'
  subject: string
  /** `dissuaded`: left after the call-out; `recovered`: a fault went away; `passed`: it ended without our doing. */
  outcome: 'dissuaded' | 'recovered' | 'passed'
  text: Text
  observedAtMs: number
}

export type Finding = Raise | Clear
