import type { Area } from '#domain/county/county-file.ts'
import { firstOf, itemAt } from '#domain/entries.ts'
import { cornersOf, findArea, type Geometry } from '#domain/geo/area.ts'
import type { Rng } from '#domain/ports.ts'
import type { Text } from '#domain/text.ts'
import type { SeededRng } from '#local/seeded-rng.ts'
import { banks, centre, closed, type Land, type Point, reservoirCentre, riverLat, round, warpedRing } from '#scripts/demo-county/land.ts'
import { forestNames, townNames, villageNames } from '#scripts/demo-county/names.ts'

/** Everything on the county's map but its devices. */
export function drawAreas(rng: SeededRng, land: Land): Area[] {
  const forests = forestRings(land).map((ring, index) =>
    area(`forest-${index + 1}`, 'forest', itemAt(forestNames, index), polygon(ring), { riskClass: (index % 3) + 1 }),
  )
  const open: Land = { ...land, isDry: ([lon, lat]) => land.isDry([lon, lat]) && !findArea(forests, { lat, lon }) }
  const seat = place('town-seat', 'town', { zh: '示范县城', en: 'Shifan county seat' }, [150.195, 30.222])
  const towns = townPlaces(rng.fork('towns'), open).map((at, index) => place(`town-${index + 1}`, 'town', itemAt(townNames, index), at))
  return [
    area('county', 'boundary', { zh: '示范县', en: 'Shifan County' }, polygon(land.boundary)),
    ...forests,
    ...waters(rng.fork('waters'), land),
    seat,
    ...towns,
    ...roads(rng.fork('roads'), seat, towns),
    ...villages(rng.fork('villages'), open),
    ...grid(land),
  ]
}

/** Four hills: from each sector's highest place outwards until the ground falls to the valley, the water or the border. */
function forestRings(land: Land): Point[][] {
  const sectors: Point[] = [
    [150.13, 30.25],
    [150.27, 30.245],
    [150.12, 30.15],
    [150.27, 30.15],
  ]
  return sectors.map((sector) => hillRing(land, summit(land, sector)))
}

function summit({ height }: Land, [lon, lat]: Point): Point {
  let best: Point = [lon, lat]
  for (let east = -8; east <= 8; east++)
    for (let north = -5; north <= 5; north++) {
      const at: Point = [lon + east * 0.001, lat + north * 0.001]
      if (height(at) > height(best)) best = at
    }
  return best
}

function hillRing({ height, isDry }: Land, [lon, lat]: Point): Point[] {
  const [stepDeg, leastSteps, mostSteps, corners] = [0.001, 12, 42, 36]
  const top = height([lon, lat])
  const reaches = Array.from({ length: corners }, (_, corner) => {
    const angle = (corner / corners) * 2 * Math.PI
    const at = (steps: number): Point => [lon + steps * stepDeg * Math.cos(angle), lat + 0.8 * steps * stepDeg * Math.sin(angle)]
    let steps = 1
    while (steps < mostSteps && isDry(at(steps + 2)) && (steps < leastSteps || height(at(steps)) > top - 0.42)) steps++
    return { at, steps }
  })
  const even = (corner: number) => {
    const around = [-1, 0, 1].map((aside) => reaches[(corner + aside + corners) % corners]?.steps ?? 0)
    return around.reduce((sum, steps) => sum + steps, 0) / around.length
  }
  return closed(reaches.map(({ at, steps }, corner) => at(Math.min(steps + 1, even(corner)))))
}

function waters(rng: SeededRng, { reservoir, river }: Land): Area[] {
  const bar = warpedRing(rng.fork('bar'), [centre[0], riverLat(centre[0])], 0.008, 0.0016, 14)
  const shores: [string, Text, number][] = [
    ['dam', { zh: '青石水库大坝', en: 'Qingshi dam' }, 20],
    ['intake', { zh: '青石水库取水口', en: 'Qingshi intake' }, 12],
    ['shallows', { zh: '青石水库浅滩', en: 'Qingshi shallows' }, 4],
  ]
  return [
    area('water-river', 'river', { zh: '示范江', en: 'Shifan River' }, polygon(river.bank, bar)),
    area('water-reservoir', 'reservoir', { zh: '青石水库', en: 'Qingshi Reservoir' }, polygon(reservoir)),
    ...shores.map(([id, name, corner]) =>
      area(`drowning-${id}`, 'drowning', name, polygon(warpedRing(rng.fork(id), itemAt(reservoir, corner), 0.0032, 0.0026, 12))),
    ),
    area('closed-fishing-1', 'closed-fishing', { zh: '示范江禁渔段', en: 'Closed fishing reach' }, polygon(banks(150.15, 150.21))),
    ...[150.11, 150.29].map((lon, index) =>
      area(
        `section-${index + 1}`,
        'section',
        { zh: `断面${index + 1}`, en: `Section ${index + 1}` },
        line([-0.008, 0.008].map((up) => [lon, riverLat(lon) + up])),
      ),
    ),
  ]
}

function townPlaces(rng: Rng, { isDry }: Land): Point[] {
  return townNames.map((_, index) => {
    const angle = (index / townNames.length) * 2 * Math.PI
    for (let spread = 0; ; spread += 0.0005) {
      const at: Point = [
        centre[0] + 0.1 * Math.cos(angle) + spread * (rng.next() - 0.5),
        centre[1] + 0.07 * Math.sin(angle) + spread * (rng.next() - 0.5),
      ]
      if (isDry(at)) return at
    }
  })
}

/** One road from the county seat to each town, with a bend or two. */
function roads(rng: Rng, seat: Area, towns: Area[]): Area[] {
  const [fromLon, fromLat] = firstOf(cornersOf(seat.geometry))
  return towns.map(({ geometry, properties: { name } }, index) => {
    const [toLon, toLat] = firstOf(cornersOf(geometry))
    const bends = [0, 1, 2, 3, 4, 5].map((step): Point => {
      const wobble = step % 5 === 0 ? 0 : 0.006 * (rng.next() - 0.5)
      return [fromLon + ((toLon - fromLon) * step) / 5 + wobble, fromLat + ((toLat - fromLat) * step) / 5 - wobble]
    })
    const title = { zh: `县城—${name.zh}公路`, en: `Road from the county seat to ${name.en}` }
    return area(`road-${index + 1}`, 'road', title, line(bends))
  })
}

/** Sixty villages on dry land, at least about a kilometre apart. */
function villages(rng: Rng, { isDry }: Land): Area[] {
  const places: Point[] = []
  while (places.length < villageNames.length) {
    const at: Point = [centre[0] + (rng.next() - 0.5) * 0.36, centre[1] + (rng.next() - 0.5) * 0.28]
    if (isDry(at) && places.every(([lon, lat]) => Math.hypot(at[0] - lon, at[1] - lat) > 0.01)) places.push(at)
  }
  return places.map((at, index) => place(`village-${index + 1}`, 'village', itemAt(villageNames, index), at))
}

/** Cells of about 1.4 km by 1.5 km that lie wholly inside: no slivers at the border. */
function grid({ inside }: Land): Area[] {
  const sizeDeg = 0.0145
  const cells: Area[] = []
  for (let row = 0; row < 22; row++)
    for (let column = 0; column < 28; column++) {
      const [west, south] = [149.997 + column * sizeDeg, 30.041 + row * sizeDeg]
      const corners: Point[] = [
        [west, south],
        [west + sizeDeg, south],
        [west + sizeDeg, south + sizeDeg],
        [west, south + sizeDeg],
      ]
      const number = cells.length + 1
      if (corners.every(inside))
        cells.push(area(`grid-${number}`, 'grid', { zh: `网格${number}`, en: `Grid ${number}` }, polygon(closed(corners))))
    }
  return cells
}

function area(id: string, kind: string, name: Text, geometry: Geometry, more: Record<string, unknown> = {}): Area {
  return { type: 'Feature', geometry, properties: { id, kind, name, ...more } }
}

function place(id: string, kind: string, name: Text, [lon, lat]: Point): Area {
  return area(id, kind, name, { type: 'Point', coordinates: [round(lon), round(lat)] })
}

function polygon(...rings: Point[][]): Geometry {
  return { type: 'Polygon', coordinates: rings }
}

function line(points: number[][]): Geometry {
  return { type: 'LineString', coordinates: points.map(([lon = 0, lat = 0]): Point => [round(lon), round(lat)]) }
}

/** Bearing of a place from the middle of the reservoir, for things that stand on its bank. */
export function bankOfReservoir({ reservoir }: Land, corner: number): Point {
  const [lon, lat] = itemAt(reservoir, corner)
  return [round(reservoirCentre[0] + 1.05 * (lon - reservoirCentre[0])), round(reservoirCentre[1] + 1.05 * (lat - reservoirCentre[1]))]
}
