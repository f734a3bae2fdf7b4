import type { Device } from '#domain/observation/device.ts'
import type { Observation } from '#domain/observation/observation.ts'
import type { Colour } from '#scenarios/epidemic-control/memory/people.ts'

/** What the health office does with somebody. It comes from the doors, never from a device: no kind of message has these names. */
export type DeskBodies = {
  'screening-decision': { ref: string; colour: Colour; by: string; reason: string; appeal: boolean }
  'screening-companion': { ref: string; together: 'declared' | 'cell' }
  'screening-erasure': { ref: string }
}
export type DeskMessage = { [Name in keyof DeskBodies]: Observation<Name, DeskBodies[Name]> }[keyof DeskBodies]

const desk: Device = {
  id: 'screening-desk',
  name: 'screening desk',
  kinds: [],
  site: { lat: 0, lon: 0 },
  watches: [],
  silenceSeconds: 86_400,
  status: 'active',
}

/** A message of the desk for one memory; its id makes a repetition harmless. */
export function deskMessage<Name extends keyof DeskBodies>(
  kind: Name,
  body: DeskBodies[Name],
  { atMs, id, key }: { atMs: number; id: string; key: string },
): Observation<Name, DeskBodies[Name]> {
  return {
    kind,
    key,
    device: desk.id,
    site: desk,
    messageId: id,
    observedAtMs: atMs,
    receivedAtMs: atMs,
    clock: 'server',
    position: { ...desk.site, source: 'registered' },
    lateness: 'timely',
    body,
  }
}
