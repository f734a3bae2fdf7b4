import type * as z from 'zod'
import { type AreaKinds, type WatchedArea, watchedAreas } from '#domain/county/area-kinds.ts'
import type { CountyGround } from '#domain/county/county-context.ts'
import type { Detector } from '#domain/detection/detector.ts'
import type { Raise, Severity } from '#domain/findings/finding.ts'
import type { Device } from '#domain/observation/device.ts'
import type { BodyOf, Kind } from '#domain/observation/kind.ts'
import type { Observation, ObservationOf, Wake } from '#domain/observation/observation.ts'
import type { ScenarioPermission } from '#domain/people/permissions.ts'
import type { Role } from '#domain/people/principal.ts'
import { type Division, partKey } from '#domain/scenario/division.ts'
import type { KeyMemory } from '#domain/scenario/key-memory.ts'
import type { MemoryDefinition } from '#domain/scenario/memory-definition.ts'
import type { Text } from '#domain/text.ts'

export type ScenarioDefinition<K extends readonly Kind[] | 'all', Memory, Stated, Limits> = {
  id: string
  title: Text
  /** One sentence: who is harmed if this scenario falls silent. It ends up in the alarm. */
  impactIfSilent: Text
  /** What the memory of a device is when it has just been registered, for whoever waits for its first word. */
  atRegistration?: (device: Device, nowMs: number) => { key: string; memory: unknown; timers: { name: string; dueAtMs: number }[] }
  /** The kinds it consumes; `all` is for scenarios that watch the devices themselves. */
  kinds: K
  /** A county has to switch it on by name, e.g. because it handles people's identities. */
  offByDefault?: true
  /** What it remembers under a key. */
  memory: MemoryDefinition<Memory>
  /** Strict schema of the county's overrides; every field has a default. */
  limits: z.ZodType<Stated>
  /** Paths of limits that only the county's file sets: consent, authorisation and names of people are documents, not settings. */
  fixedLimits?: readonly string[]
  /** Adds what the county knows to the limits: its clock, the polygons of its closed waters. Absent: the limits are enough. */
  bindCounty?: (limits: Stated, county: CountyGround) => Limits
  /** The kinds of area it looks after, as `kind` in `areas.geojson`. Absent: none, it goes by its devices. */
  areaKinds?: readonly string[]
  /**
   * It waits for the word of devices, and is notified when the register changes what it says of one, as an observation of kind
   * `registration-change`. Who watches the devices themselves is notified anyway.
   */
  followsRegister?: true
  /**
   * The memories one message belongs to (a device, a zone, a forest …), given those of the areas its device watches that
   * are of `areaKinds`. Several keys mean several steps.
   */
  memoryKeys: (device: Device, body: BodySeenBy<K>, areas: WatchedArea[]) => string[]
  /** How the memory of each of these keys is divided. Absent: it is one. */
  division?: Division<Memory, Limits>
  /** How long a message of this scenario may still raise something. */
  relevantForSeconds: number
  /** Findings of one subject belong to one incident until this long without any. */
  quietGapSeconds: number
  /** After an operator dismissed or closed it, the subject stays quiet this long unless its severity rises. */
  suppressionSeconds: number
  /** What a door shows of a memory, in order, so that it reads rows and not memories. Absent: nothing. */
  listing?: (key: string, memory: KeyMemory) => Listed[]
  /** What its own operations ask for, and the roles that carry it. */
  permissions?: Readonly<Record<ScenarioPermission, readonly Role[]>>
  /** The page of the console that is its own, by the name the console has for it. */
  page?: string
  /** What an officer may put on a shelf. Absent: everything that is not Extreme. */
  shelvable?: (raise: Raise) => boolean
  /** What happens to an immediate incident of at least this severity that nobody acknowledges in time. Absent: it waits in the list. */
  unacknowledged?: { fromSeverity: Severity; level: string; severity: Severity; afterSeconds: number; text: Text }
  /** Who is sent, and what they do first. */
  response: { agency: string; steps: Text[] }
  detect: Detector<Memory, SeenBy<K>, Limits>
}

/**
 * One line of a list. `name` is its own within the memory, `place` orders it and is its own in the list; lines of one `group`
 * are found together. The line is kept in the memory's own commit, so the two never disagree.
 */
export type Listed = { name: string; list: string; place: string; group?: string; value: unknown }

/** The body of a message; a scenario that watches the devices themselves does not look into it. */
type BodySeenBy<K> = K extends readonly Kind[] ? BodyOf<K[number]> : unknown

/** What a scenario's detector may be given. */
type SeenBy<K> = K extends readonly Kind[] ? ObservationOf<K[number]> | Wake : Observation | Wake

/** A scenario as the platform sees it: memory, body and limits are its own affair. */
export type Scenario = Omit<
  ScenarioDefinition<readonly Kind[] | 'all', unknown, unknown, unknown>,
  'detect' | 'memoryKeys' | 'division'
> & {
  memoryKeys(device: Device, body: unknown, areas: WatchedArea[]): string[]
  division?: Division<unknown, unknown>
  detect(memory: unknown, seen: Observation | Wake, limits: unknown): ReturnType<Detector<unknown, never, never>>
}

/** Declares a scenario with its own types checked, and hands it to the platform with them forgotten. */
export function defineScenario<const K extends readonly Kind[] | 'all', Memory, Limits>(
  scenario: ScenarioDefinition<K, Memory, Limits, Limits> & { bindCounty?: never },
): Scenario
export function defineScenario<const K extends readonly Kind[] | 'all', Memory, Stated, Limits>(
  scenario: ScenarioDefinition<K, Memory, Stated, Limits> & { bindCounty: (limits: Stated, county: CountyGround) => Limits },
): Scenario
export function defineScenario(scenario: unknown): Scenario {
  return scenario as Scenario // sound because records reach a detector only through its own kinds' schemas and its own memory
}

/** What one message of a device belongs to, before it is asked in which parts that is remembered. */
export function wholeKeysOf(scenario: Scenario, device: Device, body: unknown, kindOf: AreaKinds): string[] {
  return scenario.memoryKeys(device, body, scenario.areaKinds ? watchedAreas(device, scenario.areaKinds, kindOf) : [])
}

/** The memories that one message of a device belongs to, by the limits that it is judged by. */
export function memoryKeysOf(scenario: Scenario, device: Device, body: unknown, kindOf: AreaKinds, limits: unknown): string[] {
  const whole = wholeKeysOf(scenario, device, body, kindOf)
  if (!scenario.division || whole.length === 0) return whole
  const parts = scenario.division.partsOf(device, limits)
  return whole.flatMap((key) => parts.map((part) => partKey(key, part)))
}

/** Limits as a county states them, with what else the detector is to know of the county. */
export function bindCounty(scenario: Scenario, stated: unknown, county: CountyGround): unknown {
  return scenario.bindCounty ? scenario.bindCounty(stated, county) : stated
}

/** Whether the scenario consumes messages of this kind. */
export function consumes(scenario: Scenario, kindName: string): boolean {
  return scenario.kinds === 'all' || scenario.kinds.some((kind) => kind.name === kindName)
}
