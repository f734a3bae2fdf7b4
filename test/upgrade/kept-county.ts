import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The id of the county whose folders are kept, and the name of its folder. */
export const keptCounty = 'kept'

const ring = (west: number, south: number, east: number, north: number) => [
  [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ],
]
const area = (id: string, kind: string, corners: [number, number, number, number]) => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates: ring(...corners) },
  properties: { id, kind, name: { zh: id, en: id } },
})

const areas = [
  area('county', 'boundary', [160, 25, 160.2, 25.15]),
  area('forest-1', 'forest', [160.01, 25.08, 160.04, 25.14]),
  area('forest-2', 'forest', [160.06, 25.08, 160.09, 25.14]),
  area('water-pond', 'reservoir', [160.12, 25.03, 160.15, 25.07]),
  area('water-river', 'river', [160.01, 25.01, 160.19, 25.02]),
  area('closed-fishing-1', 'closed-fishing', [160.03, 25.01, 160.1, 25.02]),
  area('building-1', 'building', [160.16, 25.1, 160.17, 25.11]),
  area('street-1', 'street', [160.17, 25.1, 160.18, 25.11]),
  area('home-1', 'home', [160.14, 25.1, 160.141, 25.101]),
]

/** Every kind of message has a device; those without a word to say until the folder is opened again are marked so. */
const devices = [
  ['tower-1', 'vision hot-spot', 25.1, 160.02, 'forest-1'],
  ['tower-2', 'vision', 25.1, 160.07, 'forest-2'],
  ['ws-1', 'weather', 25.1, 160.03, 'forest-1'],
  ['cam-1', 'vision', 25.03, 160.13, 'water-pond'],
  ['cam-2', 'vision', 25.03, 160.14, 'water-pond'],
  ['ir-1', 'thermal', 25.03, 160.145, 'water-pond'],
  ['horn-1', 'speaker-ack', 25.03, 160.13, 'water-pond'],
  ['wq-1', 'water-quality', 25.015, 160.15, 'water-river'],
  ['wl-1', 'water-level', 25.015, 160.15, 'water-river'],
  ['wl-2', 'water-level', 25.015, 160.16, 'water-river'],
  ['ais-1', 'vessel', 25.0195, 160.05, 'closed-fishing-1'],
  ['gas-1', 'gas', 25.105, 160.165, 'building-1'],
  ['co-1', 'carbon-monoxide', 25.105, 160.165, 'building-1'],
  ['smk-1', 'smoke', 25.105, 160.165, 'building-1'],
  ['el-1', 'electrical', 25.105, 160.165, 'building-1'],
  ['gate-1', 'access', 25.105, 160.165, 'building-1'],
  ['mh-1', 'manhole', 25.105, 160.175, 'street-1'],
  ['fl-1', 'flood-level', 25.105, 160.175, 'street-1'],
  ['hyd-1', 'water-pressure', 25.105, 160.175, 'street-1'],
  ['hyd-2', 'water-pressure', 25.106, 160.175, 'street-1'], // silent until then
  ['home-gw-1', 'gateway-heartbeat', 25.1005, 160.1405, 'home-1'],
  ['pir-1', 'motion', 25.1005, 160.1405, 'home-1', 'home-gw-1'],
  ['door-1', 'door', 25.1005, 160.1405, 'home-1', 'home-gw-1'],
  ['band-1', 'fall-candidate prompt-answer sos location vitals', 25.1005, 160.1405, 'home-1', 'home-gw-1'],
  ['checkpoint-1', 'arrival', 25.12, 160.12, ''],
  ['health-desk-1', 'risk-list case-count', 25.12, 160.12, ''],
] as const

const people = [
  ['duty', 'duty-officer'],
  ['lead', 'duty-officer dispatcher'],
  ['patrol', 'responder'],
  ['admin', 'device-admin'],
  ['owner', 'scenario-admin'],
  ['health', 'health-officer'],
  ['auditor', 'auditor'],
]

const zones = [
  { role: 'water', top: 0, bottom: 0.5 },
  { role: 'edge', top: 0.5, bottom: 0.7 },
  { role: 'strip', top: 0.7, bottom: 1 },
].map(({ role, top, bottom }) => ({ role, polygon: ring(0, top, 1, bottom)[0]?.slice(0, 4) }))
const view = (spot: string) => ({ spot, heartbeatSeconds: 600, zones })
const valid = { from: '2026-01-01T00:00:00+08:00', until: '2099-01-01T00:00:00+08:00' }

const county = {
  id: keptCounty,
  name: { zh: '存档县', en: 'Kept County' },
  adcode: '990004',
  status: 'drill',
  time: { zone: 'Asia/Shanghai', offsetMinutes: 480 },
  crs: 'WGS-84',
  boundary: 'county',
  map: { source: 'fictional, CC0' },
  agencies: [
    { id: 'command-centre', name: { zh: '指挥中心', en: 'Command centre' } },
    { id: 'it-office', name: { zh: '信息中心', en: 'IT office' } },
  ],
  scenarios: {
    'forest-fire': {},
    'anti-drowning': {
      limits: {
        views: { 'cam-1': view('pier'), 'cam-2': view('beach'), 'ir-1': view('beach') },
        speakers: { pier: ['horn-1'], beach: ['horn-1'] },
      },
    },
    'river-protection': {
      limits: {
        stations: { 'wq-1': { intake: true } },
        gauges: Object.fromEntries(['wl-1', 'wl-2'].map((id) => [id, { datum: '1985', warningM: 43, guaranteeM: 44.5, riseM: 50 }])),
      },
    },
    'smart-community': {},
    'elderly-care': {
      limits: { enrolments: { homes: { 'home-1': { person: 'p-0001', consentId: 'c-2026-0001', purpose: 'home care', ...valid } } } },
    },
    'fishing-ban': { limits: { speakers: { 'closed-fishing-1': ['horn-1'] } } },
    'device-health': {},
    'epidemic-control': {
      enabled: true,
      limits: {
        authorisation: { purpose: 'drill with invented arrivals', legalBasis: 'drill order 1 of the invented county', ...valid },
        screening: { policies: [{ id: 'drill', from: '2026-01-01T00:00:00+08:00', lookBackDays: 7, lifetimeDays: 7 }] },
      },
    },
  },
}

/** Writes the smallest county in which every scenario has something to watch. Long permitted silences: only who is meant to falls silent. */
export function writeKeptCounty(folder: string): void {
  mkdirSync(folder, { recursive: true })
  const csv = (name: string, head: string, rows: string[]) => writeFileSync(join(folder, name), `${[head, ...rows].join('\n')}\n`)
  writeFileSync(join(folder, 'county.json'), JSON.stringify(county))
  writeFileSync(join(folder, 'areas.geojson'), JSON.stringify({ type: 'FeatureCollection', features: areas }))
  csv(
    'devices.csv',
    'id,name,kinds,lat,lon,watches,parent,silence_seconds',
    devices.map(([id, kinds, lat, lon, watches, parent = '']) => [id, id, kinds, lat, lon, watches, parent, 604_800].join(',')),
  )
  csv(
    'people.csv',
    'id,name,roles,agency',
    people.map(([id, roles]) => [id, id, roles, 'command-centre'].join(',')),
  )
}
