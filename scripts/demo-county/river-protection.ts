import type { Area } from '#domain/county/county-file.ts'
import { firstOf } from '#domain/entries.ts'
import { cornersOf } from '#domain/geo/area.ts'
import { bankOfReservoir } from '#scripts/demo-county/areas.ts'
import type { DeviceRow } from '#scripts/demo-county/devices.ts'
import { type Land, riverLat, round } from '#scripts/demo-county/land.ts'

/** A corner of the reservoir's shore: where the intake stands. */
const intakeCorner = 12
/** Off the middle of the river, so that a pontoon and a gauge do not stand in one place. */
const asideDeg = 0.003

/** A station on each of the two sections, one at the reservoir's intake, and a gauge beside the upper section. */
export function waterDevices(land: Land, areas: readonly Area[]): DeviceRow[] {
  const stations = areas
    .filter(({ properties }) => properties.kind === 'section')
    .map(({ properties, geometry }, index): DeviceRow => {
      const [lon] = firstOf(cornersOf(geometry))
      return {
        id: `wq-${index + 1}`,
        name: `${properties.name.zh}水质站`,
        kinds: 'water-quality',
        at: [lon, round(riverLat(lon))],
        watches: `water-river ${properties.id}`,
        silenceSeconds: 14_400,
      }
    })
  const upper = firstOf(stations)
  const reservoir: DeviceRow = {
    ...upper,
    id: 'wq-3',
    name: '青石水库取水口水质站',
    at: bankOfReservoir(land, intakeCorner),
    watches: 'water-reservoir',
  }
  const gauge: DeviceRow = {
    ...upper,
    id: 'wl-1',
    name: '示范江水位站',
    kinds: 'water-level',
    at: [upper.at[0], round(upper.at[1] + asideDeg)],
    silenceSeconds: 3_600,
  }
  return [...stations, reservoir, gauge]
}

/** The river runs from section 1 to section 2 in four to ten hours; the reservoir is drunk. */
export const riverProtectionLimits = {
  stations: {
    'wq-1': {
      section: 'section-1',
      water: 'river',
      targetClass: 2,
      downstream: [{ station: 'wq-2', fromMinutes: 240, toMinutes: 600 }],
    },
    'wq-2': { section: 'section-2', water: 'river', targetClass: 3 },
    'wq-3': { section: 'drowning-intake', water: 'lake', targetClass: 2, intake: true, countsTotalNitrogen: false },
  },
  gauges: { 'wl-1': { section: 'section-1', datum: '1985', warningM: 43, guaranteeM: 44.5 } },
}
