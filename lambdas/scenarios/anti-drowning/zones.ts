import { containsPoint } from '#domain/geo/polygon.ts'
import type { View, ZoneRole } from '#lambdas/scenarios/anti-drowning/schema.ts'

/** How many people stand in each part of the picture. */
export type Occupancy = Record<ZoneRole, number>

type Box = { x: number; y: number; w: number; h: number }
type Picture = { widthPx: number; heightPx: number }

/** Feet of somebody whom the lower border cuts off are taken to be just inside. */
const justInside = 0.999_999
const nearestWaterFirst = ['water', 'edge', 'strip'] as const

/** The part of the picture a box stands in, by the middle of its lower side; of several zones, the one nearest the water. */
export function roleOf({ x, y, w, h }: Box, view: View, { widthPx, heightPx }: Picture): ZoneRole | undefined {
  const foot: [number, number] = [(x + w / 2) / widthPx, Math.min(justInside, (y + h) / heightPx)]
  return nearestWaterFirst.find((role) => view.zones.some((zone) => zone.role === role && containsPoint([zone.polygon], foot)))
}

/** Counts where everybody stands. */
export function occupancyOf(roles: (ZoneRole | undefined)[]): Occupancy {
  const occupancy: Occupancy = { strip: 0, edge: 0, water: 0 }
  for (const role of roles) if (role) occupancy[role]++
  return occupancy
}
