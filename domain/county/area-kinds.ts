import type { Area } from '#domain/county/county-file.ts'
import type { Device } from '#domain/observation/device.ts'

/** Kinds of area that are open water: who guards people, the river or the fish looks after these. */
export const waterKinds = ['river', 'lake', 'reservoir', 'pond'] as const

/** What an area is, by its id; `undefined` when it is not on the county's map. */
export type AreaKinds = (areaId: string) => string | undefined

export type WatchedArea = { id: string; kind: string }

export function areaKindsOf(areas: readonly Area[]): AreaKinds {
  const kinds = new Map(areas.map(({ properties: { id, kind } }) => [id, kind]))
  return (id) => kinds.get(id)
}

/** The areas of these kinds that a device watches, in its own order. */
export function watchedAreas({ watches }: Pick<Device, 'watches'>, kinds: readonly string[], kindOf: AreaKinds): WatchedArea[] {
  return watches.flatMap((id) => {
    const kind = kindOf(id)
    return kind !== undefined && kinds.includes(kind) ? [{ id, kind }] : []
  })
}

/** Ids of the areas of one kind. */
export function areasOfKind(areas: readonly Area[], kind: string): string[] {
  return areas.flatMap(({ properties }) => (properties.kind === kind ? [properties.id] : []))
}

/** Ids of the areas of one kind that some device watches, in the devices' order. */
export function watchedOfKind({ areas, devices }: { areas: readonly Area[]; devices: readonly Device[] }, kind: string): string[] {
  const kindOf = areaKindsOf(areas)
  return [...new Set(devices.flatMap((device) => watchedAreas(device, [kind], kindOf).map(({ id }) => id)))]
}
