// Its two parts that are needed: the whole package is twice as large, and nothing of it can be left out by a bundler.
import { ClipType, FillRule, type Path64, PathType } from 'clipper2-ts/dist/Core.js'
import { Clipper64, type PolyPath64, PolyTree64 } from 'clipper2-ts/dist/Engine.js'
import type { Ring } from '#domain/geo/polygon.ts'
import { type Polygons, surfaceSquareMetres } from '#domain/geo/surface.ts'

/** The clipper reckons in whole numbers: of a ten-millionth of a degree, a centimetre. */
const unitsPerDegree = 1e7
/** Corners are told to a decimetre: a millionth of a degree. */
const toldPerDegree = 1e6
/** A smaller remainder comes from outlines that are not quite round. */
const sliverSquareMetres = 1

/**
 * What is left of an area's polygons when the ground inside the outlines is taken away. Outlines may overlap, lie on each other,
 * or reach beyond the area; all turn the same way.
 */
export function blindRemainder(area: Polygons, outlines: readonly Ring[]): Polygons {
  const origin = area[0]?.[0]?.[0]
  if (!origin) return []
  const clipper = new Clipper64()
  clipper.addPaths(
    area.flatMap((rings) => rings.map((ring, index) => turned(pathOf(ring, origin), index === 0))),
    PathType.Subject,
    false,
  )
  clipper.addPaths(
    outlines.map((ring) => pathOf(ring, origin)),
    PathType.Clip,
    false,
  )
  const tree = new PolyTree64()
  clipper.execute(ClipType.Difference, FillRule.NonZero, tree, [])
  return polygonsUnder(tree, origin).filter((polygon) => surfaceSquareMetres([polygon]) >= sliverSquareMetres)
}

type Corner = readonly [number, number]

/** Corners as whole numbers beside the area's first corner, so that their products stay exact. */
function pathOf(ring: Ring, [lon, lat]: Corner): Path64 {
  return ring.slice(0, -1).map(([x, y]) => ({ x: Math.round((x - lon) * unitsPerDegree), y: Math.round((y - lat) * unitsPerDegree) }))
}

/** Outer rings turn one way and holes the other, whichever way they stand in the county's file. */
function turned(path: Path64, isOuter: boolean): Path64 {
  const doubled = path.reduce((sum, { x, y }, index) => {
    const next = path[(index + 1) % path.length] as Path64[number]
    return sum + x * next.y - next.x * y
  }, 0)
  return doubled > 0 === isOuter ? path : path.toReversed()
}

/** In the clipper's tree a polygon's holes hang under it, and what stands in a hole under that. */
function polygonsUnder(node: PolyPath64, origin: Corner): Ring[][] {
  return childrenOf(node).flatMap((outer) => {
    const holes = childrenOf(outer)
    return [[ringOf(outer, origin), ...holes.map((hole) => ringOf(hole, origin))], ...holes.flatMap((hole) => polygonsUnder(hole, origin))]
  })
}

function childrenOf(node: PolyPath64): PolyPath64[] {
  return Array.from({ length: node.count }, (_, index) => node.child(index))
}

function ringOf({ poly }: PolyPath64, [lon, lat]: Corner): Ring {
  const corners = (poly ?? []).map(({ x, y }): Corner => [told(x / unitsPerDegree + lon), told(y / unitsPerDegree + lat)])
  return corners[0] ? [...corners, corners[0]] : []
}

function told(degrees: number): number {
  return Math.round(degrees * toldPerDegree) / toldPerDegree
}
