import type { FireWeather, MoistureCodes } from '#scenarios/forest-fire/memory.ts'

/**
 * The Canadian Forest Fire Weather Index of 1987: Van Wagner & Pickett 1985 (For. Tech. Rep. 33), with the duff moisture code
 * in the form of Wang, Anderson & Suddaby 2015 (NOR-X-424), because the printed constants miss 17 of the report's 49 days.
 */

/** The moisture scale of the fine fuel moisture code. The 1985 table needs 147.2; cffdrs since 1.9.2 uses the exact quotient. */
export const ffmcScales = { report1985: 147.2, exact: (250 * 59.5) / 101 } as const

/** Weather at noon local standard time; rain over the 24 hours before. */
export type NoonWeather = { tempC: number; rhPct: number; windKmh: number; rain24hMm: number }

/** Where a season starts when nothing is known. */
export const springStart: MoistureCodes = { ffmc: 85, dmc: 6, dc: 15 }

/** Effective day length by month, chosen once per county: the step between tables at 30° N must not run through it. */
export const dayLengths = {
  '46N': [6.5, 7.5, 9, 12.8, 13.9, 13.9, 12.4, 10.9, 9.4, 8, 7, 6],
  '20N': [7.9, 8.4, 8.9, 9.5, 9.9, 10.2, 10.1, 9.7, 9.1, 8.6, 8.1, 7.8],
  equator: [9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9, 9],
} as const
export type DayLengths = keyof typeof dayLengths

const dryingFactors = [-1.6, -1.6, -1.6, 0.9, 3.8, 5.8, 6.4, 5, 2.4, 0.4, -1.6, -1.6]
const equatorDryingFactor = 1.4

/** One day's codes and indices from yesterday's codes and today's noon weather. `month` is 1–12. */
export function fireWeather(
  yesterday: MoistureCodes,
  weather: NoonWeather,
  month: number,
  table: DayLengths,
  ffmcScale: number = ffmcScales.report1985,
): FireWeather {
  const ffmc = fineFuelMoistureCode(yesterday.ffmc, weather, ffmcScale)
  const dmc = duffMoistureCode(yesterday.dmc, weather, dayLengths[table][month - 1] ?? 9)
  const dc = droughtCode(yesterday.dc, weather, table === 'equator' ? equatorDryingFactor : (dryingFactors[month - 1] ?? 0))
  const isi = initialSpreadIndex(ffmc, weather.windKmh, ffmcScale)
  const bui = buildUpIndex(dmc, dc)
  const fwi = fireWeatherIndex(isi, bui)
  return { ffmc, dmc, dc, isi, bui, fwi, dsr: 0.0272 * fwi ** 1.77 }
}

/** FFMC, 0–101: how dry the litter is. */
export function fineFuelMoistureCode(
  yesterday: number,
  { tempC, rhPct, windKmh, rain24hMm }: NoonWeather,
  scale: number = ffmcScales.report1985,
): number {
  const rh = Math.min(100, rhPct)
  let moisture = (scale * (101 - yesterday)) / (59.5 + yesterday)
  if (rain24hMm > 0.5) moisture = wetted(moisture, rain24hMm - 0.5)
  const warmth = 0.18 * (21.1 - tempC) * (1 - Math.exp(-0.115 * rh))
  const drying = 0.942 * rh ** 0.679 + 11 * Math.exp((rh - 100) / 10) + warmth
  const wetting = 0.618 * rh ** 0.753 + 10 * Math.exp((rh - 100) / 10) + warmth
  const rate = (humidityPct: number) =>
    0.424 * (1 - (humidityPct / 100) ** 1.7) + 0.0694 * Math.sqrt(windKmh) * (1 - (humidityPct / 100) ** 8)
  const speed = (k: number) => 10 ** (-0.581 * k * Math.exp(0.0365 * tempC))
  if (moisture > drying) moisture = drying + (moisture - drying) * speed(rate(rh))
  else if (moisture < wetting) moisture = wetting - (wetting - moisture) * speed(rate(100 - rh))
  return clamp((59.5 * (250 - moisture)) / (scale + moisture), 0, 101)
}

/** DMC: how dry the loosely packed layer is. */
export function duffMoistureCode(yesterday: number, { tempC, rhPct, rain24hMm }: NoonWeather, dayLengthHours: number): number {
  const drying = 1.894 * (Math.max(tempC, -1.1) + 1.1) * (100 - rhPct) * dayLengthHours * 1e-4
  if (rain24hMm <= 1.5) return yesterday + drying
  const effectiveRain = 0.92 * rain24hMm - 1.27
  const before = 20 + 280 / Math.exp(0.023 * yesterday)
  const slope =
    yesterday <= 33 ? 100 / (0.5 + 0.3 * yesterday) : yesterday <= 65 ? 14 - 1.3 * Math.log(yesterday) : 6.2 * Math.log(yesterday) - 17.2
  const after = before + (1000 * effectiveRain) / (48.77 + slope * effectiveRain)
  return Math.max(0, 43.43 * (5.6348 - Math.log(after - 20))) + drying
}

/** DC: how dry the deep layer is. */
export function droughtCode(yesterday: number, { tempC, rain24hMm }: NoonWeather, dryingFactor: number): number {
  const evaporation = Math.max(0, 0.36 * (Math.max(tempC, -2.8) + 2.8) + dryingFactor)
  if (rain24hMm <= 2.8) return yesterday + evaporation / 2
  const effectiveRain = 0.83 * rain24hMm - 1.27
  const moisture = 800 * Math.exp(-yesterday / 400)
  return Math.max(0, yesterday - 400 * Math.log(1 + (3.937 * effectiveRain) / moisture)) + evaporation / 2
}

export function initialSpreadIndex(ffmc: number, windKmh: number, scale: number = ffmcScales.report1985): number {
  const moisture = (scale * (101 - ffmc)) / (59.5 + ffmc)
  return 0.208 * Math.exp(0.05039 * windKmh) * 91.9 * Math.exp(-0.1386 * moisture) * (1 + moisture ** 5.31 / 4.93e7)
}

export function buildUpIndex(dmc: number, dc: number): number {
  if (dmc === 0 && dc === 0) return 0
  const share = (0.8 * dmc * dc) / (dmc + 0.4 * dc)
  if (dmc <= 0.4 * dc) return share
  return Math.max(0, dmc - (1 - (0.8 * dc) / (dmc + 0.4 * dc)) * (0.92 + (0.0114 * dmc) ** 1.7))
}

export function fireWeatherIndex(isi: number, bui: number): number {
  const duff = bui <= 80 ? 0.626 * bui ** 0.809 + 2 : 1000 / (25 + 108.64 * Math.exp(-0.023 * bui))
  const intensity = 0.1 * isi * duff
  return intensity > 1 ? Math.exp(2.72 * (0.434 * Math.log(intensity)) ** 0.647) : intensity
}

/** The drought code a new season starts with, from the last one and the rain (mm) of the winter between; a and b as in NOR-X-424. */
export function overwinteredDroughtCode(lastAutumn: number, winterRainMm: number, carryOver = 0.75, wettingEfficiency = 0.75): number {
  const moisture = carryOver * 800 * Math.exp(-lastAutumn / 400) + wettingEfficiency * 3.94 * winterRainMm
  return Math.max(15, 400 * Math.log(800 / moisture))
}

function wetted(moisture: number, effectiveRainMm: number): number {
  const gain = 42.5 * effectiveRainMm * Math.exp(-100 / (251 - moisture)) * (1 - Math.exp(-6.93 / effectiveRainMm))
  const soaked = moisture > 150 ? 0.0015 * (moisture - 150) ** 2 * Math.sqrt(effectiveRainMm) : 0
  return Math.min(250, moisture + gain + soaked)
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value))
}
