import type { Area } from '#domain/county/county-file.ts'
import { firstOf } from '#domain/entries.ts'
import { cornersOf } from '#domain/geo/area.ts'
import type { DeviceRow } from '#scripts/demo-county/devices.ts'
import { type Point, round } from '#scripts/demo-county/land.ts'

/** The residential quarter of the county seat, west and south corner, and the size of its blocks in degrees. */
const [west, south, block] = [150.1925, 30.2245, 0.0008]
const buildings = 3

/** Three buildings, their lift and fire lane, and a street that floods. */
export function communityAreas(): Area[] {
  const square = (column: number, row: number): Point[] => {
    const [left, bottom] = [round(west + column * block), round(south + row * block)]
    const [right, top] = [round(left + block * 0.8), round(bottom + block * 0.8)]
    return [
      [left, bottom],
      [right, bottom],
      [right, top],
      [left, top],
      [left, bottom],
    ]
  }
  const area = (id: string, kind: string, zh: string, en: string, ring: Point[]): Area => ({
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: [ring] },
    properties: { id, kind, name: { zh, en } },
  })
  return [
    ...Array.from({ length: buildings }, (_, index) =>
      area(`building-${index + 1}`, 'building', `滨江小区${index + 1}号楼`, `Riverside block ${index + 1}`, square(index, 0)),
    ),
    area('lift-1', 'lift', '滨江小区1号楼电梯', 'Lift of Riverside block 1', square(0, 1)),
    area('firelane-1', 'fire-lane', '滨江小区消防通道', 'Fire lane of Riverside', square(1, 1)),
    area('street-1', 'street', '滨江路', 'Binjiang Road', square(2, 1)),
  ]
}

/** What hangs in each building and lies in the street. */
export function communityDevices(areas: readonly Area[]): DeviceRow[] {
  const at = (id: string): Point => {
    const { geometry } = firstOf(areas.filter(({ properties }) => properties.id === id))
    const [lon, lat] = firstOf(cornersOf(geometry))
    return [round(lon + block * 0.3), round(lat + block * 0.3)]
  }
  const device = (id: string, name: string, kinds: string, area: string, silenceSeconds: number): DeviceRow => ({
    id,
    name,
    kinds,
    at: at(area),
    watches: area,
    silenceSeconds,
  })
  const inBuilding = Array.from({ length: buildings }, (_, index) => {
    const [number, area] = [index + 1, `building-${index + 1}`]
    return [
      device(`gas-${number}`, `${number}号楼燃气探测器`, 'gas', area, 3_600),
      device(`co-${number}`, `${number}号楼一氧化碳探测器`, 'carbon-monoxide', area, 3_600),
      ...['a', 'b'].map((which) => device(`smk-${number}${which}`, `${number}号楼烟感${which.toUpperCase()}`, 'smoke', area, 86_400)),
      device(`el-${number}`, `${number}号楼电气火灾监控`, 'electrical', area, 3_600),
      device(`gate-${number}`, `${number}号楼门禁`, 'access', area, 86_400),
    ]
  }).flat()
  return [
    ...inBuilding,
    device('lift-cam-1', '1号楼电梯摄像机', 'vision', 'lift-1', 600),
    { ...device('lane-cam-1', '消防通道摄像机', 'vision', 'firelane-1', 600), sees: { metres: 40 } },
    ...[1, 2, 3].map((number) => device(`mh-${number}`, `滨江路${number}号井盖`, 'manhole', 'street-1', 86_400)),
    device('fl-1', '滨江路积水监测', 'flood-level', 'street-1', 3_600),
    device('hyd-1', '滨江路消火栓', 'water-pressure', 'street-1', 3_600),
  ]
}
