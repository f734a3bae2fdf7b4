import { containsPoint } from '#domain/geo/polygon.ts'
import type { View, ZoneRole } from '#scenarios/anti-drowning/schema.ts'

/** How many people stand in each part of the picture. */
export type Occupancy = Record<ZoneRole, number>

type Box = { x: number; y: number; w: number; h: number }
type Picture = { widthPx: number; heightPx: number }

/** Feet of somebody whom the lower border cuts off are taken to be just inside. */
const justInside = 0.999_999
const nearestWaterFirst = ['water', 'edge', 'strip'] as const

/** The part of the picture a box ends in, by the middle of its lower side; of several zones, the one nearest the water. */
function roleOf({ x, y, w, h }: Box, view: View, { widthPx, heightPx }: Picture): ZoneRole | undefined {
  const foot: [number, number] = [(x + w / 2) / widthPx, Math.min(justInside, (y + h) / heightPx)]
  return nearestWaterFirst.find((role) => view.zones.some((zone) => zone.role === role && containsPoint([zone.polygon], foot)))
}

/**
 * The parts in which the people of one frame are, in their order. On land somebody stands where the feet are: whose feet are hidden
 * by somebody nearer the camera, or who is a part of that one found twice, is at no place that could be told. In the water a box ends
 * where the body does.
 */
export function rolesOf(people: readonly Box[], view: View, picture: Picture): (ZoneRole | undefined)[] {
  return people.map((person) => {
    const role = roleOf(person, view, picture)
    return role !== 'water' && people.some((other) => hidesFeet(other, person)) ? undefined : role
  })
}

/** Feet end above this share of the box in front of them; those lower than that stand beside it. */
const legsOfNearerOne = 0.85

function hidesFeet(nearer: Box, { x, y, w, h }: Box): boolean {
  const [footX, footY] = [x + w / 2, y + h]
  const isAcross = footX > nearer.x && footX < nearer.x + nearer.w
  return isAcross && footY > nearer.y && footY < nearer.y + nearer.h * legsOfNearerOne
}

/** Counts where everybody stands. */
export function occupancyOf(roles: (ZoneRole | undefined)[]): Occupancy {
  const occupancy: Occupancy = { strip: 0, edge: 0, water: 0 }
  for (const role of roles) if (role) occupancy[role]++
  return occupancy
}
