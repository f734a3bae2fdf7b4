import { areaContains, type Geometry } from '#domain/geo/area.ts'
import type { Rng } from '#domain/ports.ts'
import { seededRng } from '#local/seeded-rng.ts'

type Point = [lon: number, lat: number]
type Feature = {
  type: 'Feature'
  geometry: Geometry
  properties: Record<string, unknown> & { id: string; kind: string; name: { zh: string; en: string } }
}
type DeviceRow = { id: string; name: string; kinds: string; at: Point; watches: string; silence: number }

/** The open Pacific: no county of the real world lies here, and no border can be drawn wrongly. */
const centre: Point = [150.2, 30.2]
const townNames = ['青岚', '白鹭', '双溪', '竹坪', '望江', '石塘'] as const
const townNamesEn = ['Qinglan', 'Bailu', 'Shuangxi', 'Zhuping', 'Wangjiang', 'Shitang'] as const
const forestNames = ['云台山林区', '鹰嘴岭林区', '松涛坡林区', '古樟冲林区'] as const
const villageFirst = ['柳', '桃', '石', '清', '大', '小', '上', '下', '东', '西', '龙', '凤'] as const
const villageLast = ['湾', '坪', '冲', '岭', '塘'] as const

/** The four files of the fictional demo county, all from one seed. */
export function demoCounty(seed: number): Record<'county.json' | 'areas.geojson' | 'devices.csv' | 'people.csv', string> {
  const rng = seededRng(seed)
  const boundary = warpedRing(rng, centre, 0.17, 0.13, 72)
  const inside = ([lon, lat]: Point) => areaContains({ type: 'Polygon', coordinates: [boundary] }, { lat, lon })
  const features = [boundaryFeature(boundary), ...forests(rng), ...waters(rng), ...towns(rng), ...villages(rng, inside), ...grid(inside)]
  const devices = placeDevices(rng, features, inside)
  return {
    'county.json': `${JSON.stringify(countyFile(devices), undefined, 2)}\n`,
    'areas.geojson': `{"type":"FeatureCollection","features":[\n${features.map((feature) => JSON.stringify(feature)).join(',\n')}\n]}\n`,
    'devices.csv': csv(
      ['id', 'name', 'kinds', 'lat', 'lon', 'watches', 'parent', 'silence_seconds'],
      devices.map(({ id, name, kinds, at: [lon, lat], watches, silence }) => [id, name, kinds, lat, lon, watches, '', silence]),
    ),
    'people.csv': csv(['id', 'name', 'roles', 'agency'], people),
  }
}

const people: string[][] = [
  ['guan-cha', '关茶', 'viewer', 'command-centre'],
  ['wang-min', '王敏', 'duty-officer', 'command-centre'],
  ['zhao-diao', '赵调', 'duty-officer dispatcher', 'command-centre'],
  ['li-qiang', '李强', 'responder', 'water-station'],
  ['sun-lin', '孙林', 'responder', 'forestry'],
  ['zhou-an', '周安', 'responder', 'it-office'],
  ['qian-jing', '钱景', 'scenario-admin', 'command-centre'],
  ['wu-bei', '吴贝', 'device-admin', 'it-office'],
  ['zheng-xi', '郑系', 'sysadmin', 'it-office'],
  ['feng-an', '冯岸', 'secadmin', 'command-centre'],
  ['chen-shen', '陈审', 'auditor', 'audit-office'],
]

function countyFile(devices: DeviceRow[]) {
  const cameras = devices.filter(({ id }) => id.startsWith('cam-') || id.startsWith('ir-'))
  const views = Object.fromEntries(
    cameras.map(({ id }) => {
      const band = (role: string, top: number, bottom: number) => ({
        role,
        polygon: [
          [0, top],
          [1, top],
          [1, bottom],
          [0, bottom],
        ],
      })
      return [
        id,
        { spot: spotOf(id), heartbeatSeconds: 120, zones: [band('water', 0, 0.55), band('edge', 0.55, 0.7), band('strip', 0.7, 1)] },
      ]
    }),
  )
  const speakers = Object.fromEntries(devices.filter(({ id }) => id.startsWith('horn-')).map(({ id }) => [spotOf(id), [id]]))
  return {
    id: 'demo',
    name: { zh: '示范县', en: 'Shifan County' },
    adcode: '990001',
    status: 'drill',
    time: { zone: 'Asia/Shanghai', offsetMinutes: 480 },
    crs: 'WGS-84',
    boundary: 'county',
    map: { source: 'generated, fictional, CC0' },
    agencies: [
      ['command-centre', '县域治理指挥中心', 'Command centre'],
      ['forestry', '林业站', 'Forestry station'],
      ['water-station', '水利站', 'Water station'],
      ['it-office', '信息中心', 'IT office'],
      ['audit-office', '审计局', 'Audit office'],
    ].map(([id, zh, en]) => ({ id, name: { zh, en } })),
    scenarios: {
      'forest-fire': { enabled: true, limits: { weather: { noonMinute: 755, dayLengths: '46N' } } },
      'anti-drowning': { enabled: true, limits: { views, speakers, permittedSwim: [{ spot: 'spot-12', from: '15:00', to: '18:00' }] } },
      'device-health': { enabled: true },
    },
  }
}

const spotOf = (device: string) => `spot-${device.split('-')[1]}`

function boundaryFeature(boundary: Point[]): Feature {
  return {
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: [boundary] },
    properties: { id: 'county', kind: 'boundary', name: { zh: '示范县', en: 'Shifan County' } },
  }
}

function forests(rng: Rng): Feature[] {
  const places: Point[] = [
    [150.13, 30.25],
    [150.27, 30.245],
    [150.12, 30.155],
    [150.27, 30.15],
  ]
  return places.map((place, index) =>
    area(`forest-${index + 1}`, 'forest', forestNames[index] ?? '', `Forest ${index + 1}`, warpedRing(rng, place, 0.036, 0.028, 28), {
      riskClass: (index % 3) + 1,
    }),
  )
}

function waters(rng: Rng): Feature[] {
  const bank = (offset: number): Point[] =>
    Array.from({ length: 25 }, (_, step): Point => [150.08 + step * 0.01, 30.2 + offset + 0.018 * Math.sin(step / 3.8)])
  const river: Point[] = [...bank(0.006), ...bank(-0.006).reverse()]
  const reservoir = warpedRing(rng, [150.21, 30.255], 0.016, 0.012, 24)
  const bar = warpedRing(rng, [150.2, 30.2 + 0.018 * Math.sin(12 / 3.8)], 0.006, 0.0016, 12)
  return [
    area('water-river', 'river', '示范江', 'Shifan River', closed(river), {}, [bar]),
    area('water-reservoir', 'reservoir', '青石水库', 'Qingshi Reservoir', reservoir),
    area(
      'closed-fishing-1',
      'closed-fishing',
      '禁渔江段',
      'Closed fishing reach',
      closed([...bank(0.006).slice(8, 14), ...bank(-0.006).slice(8, 14).reverse()]),
    ),
  ]
}

function towns(rng: Rng): Feature[] {
  return townNames.map((name, index) => {
    const angle = (index / townNames.length) * 2 * Math.PI
    return place(`town-${index + 1}`, 'town', `${name}镇`, `${townNamesEn[index]} town`, [
      centre[0] + 0.09 * Math.cos(angle) + 0.004 * rng.next(),
      centre[1] + 0.065 * Math.sin(angle),
    ])
  })
}

function villages(rng: Rng, inside: (at: Point) => boolean): Feature[] {
  const names = villageFirst.flatMap((first) => villageLast.map((last) => `${first}${last}村`))
  return names.map((name, index) => place(`village-${index + 1}`, 'village', name, `Village ${index + 1}`, somewhere(rng, inside)))
}

/** Square cells of about 1.1 km that lie wholly inside. */
function grid(inside: (at: Point) => boolean): Feature[] {
  const cells: Feature[] = []
  for (let column = 0; column < 36; column++)
    for (let row = 0; row < 28; row++) {
      const [west, south] = [round(150.02 + column * 0.01), round(30.06 + row * 0.01)]
      const corners: Point[] = [
        [west, south],
        [round(west + 0.01), south],
        [round(west + 0.01), round(south + 0.01)],
        [west, round(south + 0.01)],
      ]
      if (corners.every(inside))
        cells.push(area(`grid-${cells.length + 1}`, 'grid', `网格${cells.length + 1}`, `Grid ${cells.length + 1}`, closed(corners)))
    }
  return cells
}

function placeDevices(rng: Rng, features: Feature[], inside: (at: Point) => boolean): DeviceRow[] {
  const forestAt = (index: number) => features.find(({ properties }) => properties.id === `forest-${index}`) as Feature
  const rows: DeviceRow[] = []
  for (let forest = 1; forest <= 4; forest++) {
    const ring = (forestAt(forest).geometry.coordinates as Point[][])[0] as Point[]
    for (const [tower, corner] of [0, 9].entries()) {
      rows.push({
        id: `tower-${forest}${tower + 1}`,
        name: `瞭望塔${forest}-${tower + 1}`,
        kinds: 'vision hot-spot',
        at: ring[corner] as Point,
        watches: `forest-${forest}`,
        silence: 900,
      })
    }
    rows.push({
      id: `ws-${forest}`,
      name: `气象站${forest}`,
      kinds: 'weather',
      at: ring[18] as Point,
      watches: `forest-${forest}`,
      silence: 9_000,
    })
    for (let node = 1; node <= 450; node++) {
      rows.push({
        id: `hs-${forest}-${String(node).padStart(3, '0')}`,
        name: `林下热点${forest}-${node}`,
        kinds: 'hot-spot',
        at: insideOf(rng, forestAt(forest).geometry),
        watches: `forest-${forest}`,
        silence: 86_400,
      })
    }
  }
  for (let spot = 1; spot <= 24; spot++) rows.push(...spotDevices(spot, inside))
  return rows
}

/** A camera, a loudspeaker and on every third spot a thermal camera; half the spots at the reservoir, half along the river. */
function spotDevices(spot: number, inside: (at: Point) => boolean): DeviceRow[] {
  const atReservoir = spot <= 12
  const angle = (spot / 12) * 2 * Math.PI
  const at: Point = atReservoir
    ? [150.21 + 0.019 * Math.cos(angle), 30.255 + 0.015 * Math.sin(angle)]
    : [150.09 + (spot - 12) * 0.018, 30.21 + 0.018 * Math.sin((spot - 12) * 0.47)]
  const watches = atReservoir ? 'water-reservoir' : 'water-river'
  const where = atReservoir ? '青石水库' : '示范江岸'
  if (!inside(at)) throw new Error(`spot ${spot} lies outside the county`)
  return [
    { id: `cam-${spot}`, name: `${where}${spot}号摄像机`, kinds: 'vision', at, watches, silence: 600 },
    { id: `horn-${spot}`, name: `${where}${spot}号喇叭`, kinds: 'speaker-ack', at, watches, silence: 3_600 },
    ...(spot % 3 === 0 ? [{ id: `ir-${spot}`, name: `${where}${spot}号热像仪`, kinds: 'thermal', at, watches, silence: 3_600 }] : []),
  ]
}

function warpedRing(rng: Rng, [lon, lat]: Point, width: number, height: number, corners: number): Point[] {
  const waves = [2, 3, 5, 8].map((frequency) => ({ frequency, size: 0.09 / Math.sqrt(frequency), phase: rng.next() * 2 * Math.PI }))
  const ring = Array.from({ length: corners }, (_, index): Point => {
    const angle = (index / corners) * 2 * Math.PI
    const reach = 1 + waves.reduce((sum, { frequency, size, phase }) => sum + size * Math.sin(frequency * angle + phase), 0)
    return [round(lon + width * reach * Math.cos(angle)), round(lat + height * reach * Math.sin(angle))]
  })
  return closed(ring)
}

function closed(ring: Point[]): Point[] {
  const rounded = ring.map(([lon, lat]): Point => [round(lon), round(lat)])
  return [...rounded, rounded[0] as Point]
}

function area(
  id: string,
  kind: string,
  zh: string,
  en: string,
  ring: Point[],
  more: Record<string, unknown> = {},
  holes: Point[][] = [],
): Feature {
  return {
    type: 'Feature',
    geometry: { type: 'Polygon', coordinates: [ring, ...holes] },
    properties: { id, kind, name: { zh, en }, ...more },
  }
}

function place(id: string, kind: string, zh: string, en: string, [lon, lat]: Point): Feature {
  return { type: 'Feature', geometry: { type: 'Point', coordinates: [round(lon), round(lat)] }, properties: { id, kind, name: { zh, en } } }
}

function somewhere(rng: Rng, inside: (at: Point) => boolean): Point {
  for (;;) {
    const at: Point = [round(centre[0] + (rng.next() - 0.5) * 0.34), round(centre[1] + (rng.next() - 0.5) * 0.26)]
    if (inside(at)) return at
  }
}

function insideOf(rng: Rng, geometry: Geometry): Point {
  const corners = (geometry.coordinates as Point[][])[0] as Point[]
  const [lons, lats] = [corners.map(([lon]) => lon), corners.map(([, lat]) => lat)]
  for (;;) {
    const at: Point = [between(rng, Math.min(...lons), Math.max(...lons)), between(rng, Math.min(...lats), Math.max(...lats))]
    if (areaContains(geometry, { lat: at[1], lon: at[0] })) return at
  }
}

function between(rng: Rng, low: number, high: number): number {
  return round(low + (high - low) * rng.next())
}

function csv(columns: string[], rows: (string | number)[][]): string {
  return `${[columns, ...rows].map((row) => row.join(',')).join('\n')}\n`
}

function round(degrees: number): number {
  return Math.round(degrees * 100_000) / 100_000
}
