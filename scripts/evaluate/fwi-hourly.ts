import { springStart } from '#scenarios/forest-fire/fwi1987.ts'
import { hourlyFireWeather, hourlyStateOf, nextHour } from '#scenarios/forest-fire/fwi2025.ts'
import type { HourlyState } from '#scenarios/forest-fire/memory.ts'
import { filesBelow, tableOf } from '#scripts/evaluate/files.ts'
import { atMost, type EvaluationRow } from '#scripts/evaluate/row.ts'

const codes = ['ffmc', 'dmc', 'dc', 'isi', 'bui', 'fwi'] as const
const columns = ['yr', 'mon', 'day', 'hr', 'temp', 'rh', 'ws', 'prec', 'sunrise', 'sunset', ...codes]
/** Four decimals are printed: half of the last, and a little for the arithmetic. */
const bar = 5.2e-5

/** Every table below `fwi` of hourly fire weather: largest difference of any code, hour after hour from 85/6/15, station by station. */
export function evaluateHourlyFwi(folder: string): EvaluationRow[] {
  return filesBelow(folder, 'fwi').flatMap(({ name, text }) => {
    const rows = tableOf(text(), columns)
    if (!rows || rows.length === 0) return []
    const differences = differencesOf(rows)
    const worst = differences.reduce((most, difference) => Math.max(most, difference), 0)
    const far = differences.filter((difference) => difference > bar).length
    return atMost(name, 'hourly FWI2025, largest difference', Number(worst.toPrecision(3)), bar, differences.length, {
      note: `${far} of ${differences.length} codes further away`,
    })
  })
}

function differencesOf(rows: Record<string, string>[]): number[] {
  let state: HourlyState = hourlyStateOf(springStart)
  let run = ''
  return rows.flatMap((row) => {
    const at = (column: string) => Number(row[column])
    const station = `${row.id ?? ''} ${row.yr}`
    if (station !== run) state = hourlyStateOf(springStart)
    run = station
    const weather = { tempC: at('temp'), rhPct: at('rh'), windKmh: at('ws'), rainMm: at('prec') }
    state = nextHour(state, weather, at('hr'), { sunriseHour: at('sunrise'), sunsetHour: at('sunset') })
    const now = hourlyFireWeather(state, weather.windKmh)
    return codes.map((code) => Math.abs(now[code] - at(code)))
  })
}
