import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * Writes a county of hot-spot nodes for loads: every node is a place of its own and one hot reading is an alarm, so that
 * alarms can be numbered and counted.
 */
export function writeFieldCounty(folder: string, nodes: number): void {
  mkdirSync(folder, { recursive: true })
  const county = {
    id: 'field',
    name: { zh: '试验场', en: 'Test field' },
    adcode: '990003',
    status: 'drill',
    time: { zone: 'Asia/Shanghai', offsetMinutes: 480 },
    crs: 'WGS-84',
    boundary: 'county',
    map: { source: 'generated' },
    agencies: [{ id: 'office', name: { zh: '办公室', en: 'Office' } }],
    scenarios: {
      'forest-fire': { limits: { hotSpot: { looks: 1, confirm: 1 } } },
      'anti-drowning': { enabled: false },
      'device-health': {},
    },
  }
  const ring = [
    [160, 25],
    [160.2, 25],
    [160.2, 25.15],
    [160, 25.15],
    [160, 25],
  ]
  const areas = {
    type: 'FeatureCollection',
    features: [
      {
        type: 'Feature',
        geometry: { type: 'Polygon', coordinates: [ring] },
        properties: { id: 'county', kind: 'boundary', name: county.name },
      },
    ],
  }
  const rows = Array.from(
    { length: nodes },
    (_, index) =>
      `${nodeId(index)},node ${index},hot-spot,${(25.01 + (index % 100) * 0.001).toFixed(4)},${(160.01 + Math.floor(index / 100) * 0.001).toFixed(4)},,,86400`,
  )
  writeFileSync(join(folder, 'county.json'), JSON.stringify(county))
  writeFileSync(join(folder, 'areas.geojson'), JSON.stringify(areas))
  writeFileSync(join(folder, 'devices.csv'), `id,name,kinds,lat,lon,watches,parent,silence_seconds\n${rows.join('\n')}\n`)
  writeFileSync(join(folder, 'people.csv'), 'id,name,roles,agency\nlead,Lead,duty-officer dispatcher,office\n')
}

export function nodeId(index: number): string {
  return `n-${String(index).padStart(5, '0')}`
}
