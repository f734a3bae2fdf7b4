import type { Area } from '#domain/county/county-file.ts'
import { firstOf } from '#domain/entries.ts'
import { cornersOf } from '#domain/geo/area.ts'
import type { DeviceRow } from '#scripts/demo-county/devices.ts'
import { type Point, round } from '#scripts/demo-county/land.ts'

const gateway = 'home-gw-1'
const homes = [1, 2]
/** Two doors of one village, some twenty metres apart. */
const asideDeg = 0.0002

/** Two homes beside the first village; their names say nothing of who lives there. */
export function homeAreas(areas: readonly Area[]): Area[] {
  const village = firstOf(areas.filter(({ properties }) => properties.kind === 'village'))
  const [lon, lat] = placeOf(village)
  return homes.map((number) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [round(lon + number * asideDeg), round(lat)] },
    properties: { id: `home-${number}`, kind: 'home', name: { zh: `看护户${number}`, en: `Home ${number}` } },
  }))
}

/** One gateway for both homes; in each two rooms, the entrance, smoke, a wearable and a box that can call out. */
export function homeDevices(areas: readonly Area[]): DeviceRow[] {
  const places = areas.filter(({ properties }) => properties.kind === 'home')
  const at = placeOf(firstOf(places))
  const watches = places.map(({ properties }) => properties.id).join(' ')
  return [
    { id: gateway, name: '看护网关1', kinds: 'gateway-heartbeat', at, watches, silenceSeconds: 600 },
    ...places.flatMap((home, index) => devicesOf(home.properties.id, index + 1, placeOf(home))),
  ]
}

function devicesOf(watches: string, number: number, at: Point): DeviceRow[] {
  const device = (id: string, name: string, kinds: string, silenceSeconds: number): DeviceRow => ({
    id: `${id}-${number}`,
    name: `看护户${number}${name}`,
    kinds,
    at,
    watches,
    silenceSeconds,
    parent: gateway,
  })
  return [
    device('pir-bath', '卫生间感应', 'motion', 3_600),
    device('pir-room', '卧室感应', 'motion', 3_600),
    device('door', '入户门磁', 'door', 14_400),
    device('smoke', '烟感', 'smoke', 86_400),
    device('band', '腰带', 'fall-candidate prompt-answer sos location vitals', 14_400),
    device('box', '呼叫盒', 'prompt-answer sos', 86_400),
  ]
}

/** Invented pseudonyms; a fence around each home. */
export function elderlyCareLimits(areas: readonly Area[]) {
  const places = areas.filter(({ properties }) => properties.kind === 'home')
  const each = <Value>(value: (number: number, at: Point) => readonly [string, Value]) =>
    Object.fromEntries(places.map((home, index) => value(index + 1, placeOf(home))))
  return {
    inactivity: { callDevices: each((number) => [`home-${number}`, `box-${number}`]) },
    geofence: { fences: each((number, [lon, lat]) => [`band-${number}`, { lat, lon, radiusM: 300 }]) },
    enrolments: { homes: each((number) => [`home-${number}`, enrolment(number)]) },
  }
}

function enrolment(number: number) {
  return {
    person: `p-000${number}`,
    consentId: `c-2026-000${number}`,
    purpose: 'home care',
    from: '2026-01-01T00:00:00+08:00',
    until: '2029-01-01T00:00:00+08:00',
  }
}

function placeOf({ geometry }: Area): Point {
  return firstOf(cornersOf(geometry))
}
