import { containsPoint } from '#domain/geo/polygon.ts'
import type { View, ZoneRole } from '#lambdas/scenarios/anti-drowning/schema.ts'

/** How many people stand in each part of the picture. */
export type Occupancy = Record<ZoneRole, number>

/** Counts boxes by where their feet are; a point that lies in several zones belongs to the one nearest the water. */
export function occupancyOf(
  boxes: { x: number; y: number; w: number; h: number }[],
  view: View,
  picture: { widthPx: number; heightPx: number },
): Occupancy {
  const occupancy: Occupancy = { strip: 0, edge: 0, water: 0 }
  for (const { x, y, w, h } of boxes) {
    const foot: [number, number] = [(x + w / 2) / picture.widthPx, Math.min(0.999_999, (y + h) / picture.heightPx)]
    const role = (['water', 'edge', 'strip'] as const).find((candidate) =>
      view.zones.some((zone) => zone.role === candidate && containsPoint([zone.polygon], foot)),
    )
    if (role) occupancy[role]++
  }
  return occupancy
}
