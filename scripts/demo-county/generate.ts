import { seededRng } from '#local/seeded-rng.ts'
import { drawAreas } from '#scripts/demo-county/areas.ts'
import { countyJson, tidyJson } from '#scripts/demo-county/county-json.ts'
import { placeDevices } from '#scripts/demo-county/devices.ts'
import { homeAreas, homeDevices } from '#scripts/demo-county/elderly-care.ts'
import { fishingAreas, fishingDevices } from '#scripts/demo-county/fishing-ban.ts'
import { layLand } from '#scripts/demo-county/land.ts'
import { waterDevices } from '#scripts/demo-county/river-protection.ts'
import { communityAreas, communityDevices } from '#scripts/demo-county/smart-community.ts'

/** One person for each role, responders of six agencies. Names are invented. */
const people = [
  ['guan-cha', '关茶', 'viewer', 'command-centre'],
  ['wang-min', '王敏', 'duty-officer', 'command-centre'],
  ['zhao-diao', '赵调', 'duty-officer dispatcher', 'command-centre'],
  ['li-qiang', '李强', 'responder', 'water-station'],
  ['sun-lin', '孙林', 'responder', 'forestry'],
  ['he-yun', '何云', 'responder', 'carer-service'],
  ['zhou-an', '周安', 'responder', 'it-office'],
  ['he-shequ', '何社', 'responder', 'community'],
  ['yu-jiang', '于江', 'responder', 'fishery'],
  ['bai-wei', '白卫', 'health-officer', 'health-office'],
  ['qian-jing', '钱景', 'scenario-admin', 'command-centre'],
  ['wu-bei', '吴贝', 'device-admin', 'it-office'],
  ['zheng-xi', '郑系', 'sysadmin', 'it-office'],
  ['feng-an', '冯岸', 'secadmin', 'command-centre'],
  ['chen-shen', '陈审', 'auditor', 'audit-office'],
]

export const demoSeed = 42

/** The four files of the fictional demo county, all from one seed. */
export function demoCounty(seed: number): Record<'county.json' | 'areas.geojson' | 'devices.csv' | 'people.csv', string> {
  const rng = seededRng(seed)
  const land = layLand(rng.fork('land'))
  const drawn = drawAreas(rng.fork('areas'), land)
  const areas = [...drawn, ...communityAreas(), ...homeAreas(drawn), ...fishingAreas()]
  const devices = [
    ...placeDevices(rng.fork('devices'), land, areas),
    ...waterDevices(land, areas),
    ...communityDevices(areas),
    ...homeDevices(areas),
    ...fishingDevices(),
  ]
  return {
    'county.json': `${tidyJson(countyJson(devices, areas))}\n`,
    'areas.geojson': `{"type":"FeatureCollection","features":[\n${areas.map((area) => JSON.stringify(area)).join(',\n')}\n]}\n`,
    'devices.csv': csv(
      ['id', 'name', 'kinds', 'lat', 'lon', 'watches', 'parent', 'silence_seconds', 'sees_metres', 'sees_from_deg', 'sees_to_deg'],
      devices.map(({ id, name, kinds, at: [lon, lat], watches, silenceSeconds, parent = '', sees }) => [
        id,
        name,
        kinds,
        lat,
        lon,
        watches,
        parent,
        silenceSeconds,
        sees?.metres ?? '',
        sees?.fromDeg ?? '',
        sees?.toDeg ?? '',
      ]),
    ),
    'people.csv': csv(['id', 'name', 'roles', 'agency'], people),
  }
}

function csv(columns: string[], rows: (string | number)[][]): string {
  return `${[columns, ...rows].map((row) => row.join(',')).join('\n')}\n`
}
