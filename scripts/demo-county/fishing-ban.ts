import type { Area } from '#domain/county/county-file.ts'
import type { DeviceRow } from '#scripts/demo-county/devices.ts'
import { banks, closed, type Point, riverLat, round } from '#scripts/demo-county/land.ts'

/** The reach of the river that is closed, from west to east. */
const [west, east] = [150.15, 150.21]
const reach = 'closed-fishing-1'

/** In the closed reach: a harbour under the southern bank, and a ferry that crosses. */
export function fishingAreas(): Area[] {
  const [left, right, bank, pier] = [150.16, 150.164, -0.006, -0.003]
  const corner = (lon: number, up: number): Point => [lon, riverLat(lon) + up]
  const harbour = closed([corner(left, bank), corner(right, bank), corner(right, pier), corner(left, pier)])
  return [
    area('harbour-1', 'harbour', '江湾码头', 'Jiangwan harbour', harbour),
    area('ferry-lane-1', 'ferry-lane', '江湾渡口航线', 'Jiangwan ferry lane', banks(150.195, 150.1965)),
  ]
}

/** An AIS receiver and a radar in the middle of the reach, on the northern bank. The receiver hears who wants to be heard; the radar sees. */
export function fishingDevices(): DeviceRow[] {
  const lon = (west + east) / 2
  const at: Point = [round(lon), round(riverLat(lon) + 0.0066)]
  const device = (id: string, name: string): DeviceRow => ({ id, name, kinds: 'vessel', at, watches: reach, silenceSeconds: 1_800 })
  return [device('ais-1', '禁渔段AIS接收站'), { ...device('radar-1', '禁渔段岸基雷达'), sees: { metres: 3_000 } }]
}

/** The loudspeakers on the banks of the reach call; the county's own patrol boat may be there. */
export function fishingLimits(devices: readonly DeviceRow[]) {
  const horns = devices.filter(
    ({ id, at: [lon], watches }) => id.startsWith('horn-') && watches === 'water-river' && lon >= west && lon <= east,
  )
  return { speakers: { [reach]: horns.map(({ id }) => id) }, permitted: [{ name: '渔政01艇', mmsi: 413_009_001 }] }
}

function area(id: string, kind: string, zh: string, en: string, ring: Point[]): Area {
  return { type: 'Feature', geometry: { type: 'Polygon', coordinates: [ring] }, properties: { id, kind, name: { zh, en } } }
}
