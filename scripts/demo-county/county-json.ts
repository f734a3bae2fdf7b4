import type { Area } from '#domain/county/county-file.ts'
import { type DeviceRow, spotOf } from '#scripts/demo-county/devices.ts'
import { elderlyCareLimits } from '#scripts/demo-county/elderly-care.ts'
import { epidemicControlLimits } from '#scripts/demo-county/epidemic-control.ts'
import { fishingLimits } from '#scripts/demo-county/fishing-ban.ts'
import { riverProtectionLimits } from '#scripts/demo-county/river-protection.ts'

/** `county.json` of the demo county: every waterside camera with its picture zones, every spot with its loudspeaker. */
export function countyJson(devices: readonly DeviceRow[], areas: readonly Area[]) {
  const having = (...kinds: string[]) => devices.filter(({ id }) => kinds.some((kind) => id.startsWith(`${kind}-`)))
  const views = Object.fromEntries(having('cam', 'ir').map(({ id }) => [id, { spot: spotOf(id), heartbeatSeconds: 120, zones }]))
  const speakers = Object.fromEntries(having('horn').map(({ id }) => [spotOf(id), [id]]))
  return {
    id: 'demo',
    name: { zh: '示范县', en: 'Shifan County' },
    adcode: '990001',
    status: 'drill',
    time: { zone: 'Asia/Shanghai', offsetMinutes: 480 },
    crs: 'WGS-84',
    boundary: 'county',
    map: { source: 'generated, fictional, CC0' },
    // An example domain: who deploys this county names an issuer of their own.
    identity: { issuer: 'https://login.demo-county.example/', audience: 'county-sense-api' },
    agencies: [
      ['command-centre', '县域治理指挥中心', 'Command centre'],
      ['forestry', '林业站', 'Forestry station'],
      ['water-station', '水利站', 'Water station'],
      ['fishery', '渔政站', 'Fishery station'],
      ['community', '滨江社区', 'Riverside community'],
      ['health-office', '卫生健康局', 'Health office'],
      ['carer-service', '养老服务中心', 'Carer service'],
      ['it-office', '信息中心', 'IT office'],
      ['audit-office', '审计局', 'Audit office'],
    ].map(([id, zh, en]) => ({ id, name: { zh, en } })),
    scenarios: {
      'forest-fire': { enabled: true, limits: { weather: { noonMinute: 755, dayLengths: '46N' } } },
      'anti-drowning': { enabled: true, limits: { views, speakers, permittedSwim: [{ spot: 'spot-12', from: '15:00', to: '18:00' }] } },
      'river-protection': { enabled: true, limits: riverProtectionLimits },
      'smart-community': { enabled: true },
      'elderly-care': { enabled: true, limits: elderlyCareLimits(areas) },
      'fishing-ban': { enabled: true, limits: fishingLimits(devices) },
      'device-health': { enabled: true },
      'epidemic-control': { enabled: false, limits: epidemicControlLimits },
    },
  }
}

/** Far water above, then the edge, then the strip of land in front: shares of the picture from the top. */
const zones = [band('water', 0, 0.55), band('edge', 0.55, 0.7), band('strip', 0.7, 1)]

function band(role: string, top: number, bottom: number) {
  return {
    role,
    polygon: [
      [0, top],
      [1, top],
      [1, bottom],
      [0, bottom],
    ],
  }
}

/** JSON as the formatter of this project leaves it: a list that fits stays on one line, an object never does. */
export function tidyJson(value: unknown, indent = '', before = 0): string {
  const deeper = `${indent}  `
  if (Array.isArray(value)) {
    const flat = `[${value.map((item) => tidyJson(item)).join(', ')}]`
    if (!flat.includes('{') && indent.length + before + flat.length <= 138) return flat
    return `[\n${value.map((item) => deeper + tidyJson(item, deeper)).join(',\n')}\n${indent}]`
  }
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([name, member]) => `${deeper}"${name}": ${tidyJson(member, deeper, name.length + 4)}`)
  if (members.length === 0) return '{}'
  return `{\n${members.join(',\n')}\n${indent}}`
}
