import { buildUpIndex, ffmcScales, fireWeatherIndex, initialSpreadIndex } from '#scenarios/forest-fire/fwi1987.ts'
import type { FireWeather, HourlyState, MoistureCodes } from '#scenarios/forest-fire/memory.ts'

/**
 * The hourly Fire Weather Index of 2025 (Natural Resources Canada, next generation of the Canadian Forest Fire Danger Rating
 * System). It follows a day that rises faster than its noon foretold. Its authors ask to run it beside the daily index, not
 * in its place.
 */

/** Weather of one hour: at its end, but the rain is the hour's. */
export type HourWeather = { tempC: number; rhPct: number; windKmh: number; rainMm: number }

/** When the sun is up, decimal hours of local standard time; sunset may be after 24 in the far north. */
export type Daylight = { sunriseHour: number; sunsetHour: number }

const scale = ffmcScales.exact
/** Rain that the canopy keeps before it reaches the layer, mm. */
const intercept = { fine: 0.5, duff: 1.5, drought: 2.8 }
const hoursThatEndAShower = 5

/** The state that stands for the three daily codes, before any rain. */
export function hourlyStateOf({ ffmc, dmc, dc }: MoistureCodes): HourlyState {
  return {
    finePct: (scale * (101 - ffmc)) / (59.5 + ffmc),
    duffPct: 280 / Math.exp(dmc / 43.43) + 20,
    droughtPct: 400 * Math.exp(-dc / 400),
    showerMm: 0,
    dryHours: 0,
  }
}

/** One hour further. `hour` is the local standard hour, 0–23, in which it is raining or drying. */
export function nextHour(before: HourlyState, weather: HourWeather, hour: number, daylight: Daylight): HourlyState {
  const shower = showerBefore(before, weather.rainMm)
  const day = isDay(hour, daylight)
  return {
    finePct: fineMoisture(before.finePct, weather, shower.showerMm),
    duffPct: duffMoisture(before.duffPct, weather, shower.showerMm, day),
    droughtPct: droughtMoisture(before.droughtPct, weather, shower.showerMm, day),
    showerMm: shower.showerMm + weather.rainMm,
    dryHours: shower.dryHours,
  }
}

/** Codes and indices of an hour. */
export function hourlyFireWeather({ finePct, duffPct, droughtPct }: HourlyState, windKmh: number): FireWeather {
  const ffmc = (59.5 * (250 - finePct)) / (scale + finePct)
  const dmc = 43.43 * Math.log(280 / (duffPct - 20))
  const dc = 400 * Math.log(400 / droughtPct)
  // From 40 km/h on a stronger wind adds less and less.
  const isi =
    Math.round(windKmh) >= 40
      ? initialSpreadIndex(ffmc, 0, scale) * 12 * (1 - Math.exp(-0.0818 * (windKmh - 28)))
      : initialSpreadIndex(ffmc, windKmh, scale)
  const bui = buildUpIndex(dmc, dc)
  const fwi = fireWeatherIndex(isi, bui)
  return { ffmc, dmc, dc, isi, bui, fwi, dsr: 0.0272 * fwi ** 1.77 }
}

function showerBefore({ showerMm, dryHours }: HourlyState, rainMm: number): { showerMm: number; dryHours: number } {
  if (tenths(rainMm) > 0 || showerMm === 0) return { showerMm, dryHours: 0 }
  return dryHours + 1 >= hoursThatEndAShower ? { showerMm: 0, dryHours: 0 } : { showerMm, dryHours: dryHours + 1 }
}

/** Rain of the hour that gets through the canopy, scaled; the intercept is taken once, in the hour that fills it. */
function throughCanopy(rainMm: number, showerMm: number, threshold: number, intercepted: number, share: number): number {
  if (tenths(rainMm + showerMm) <= threshold) return 0
  return tenths(showerMm) > threshold ? rainMm * share : (showerMm + rainMm) * share - intercepted
}

function fineMoisture(before: number, { tempC, rhPct, windKmh, rainMm }: HourWeather, showerMm: number): number {
  const rain = throughCanopy(rainMm, showerMm, intercept.fine, intercept.fine, 1)
  const wet = rain > 0 ? wetted(before, rain) : before
  const warmth = 0.18 * (21.1 - tempC) * (1 - Math.exp(-0.115 * rhPct))
  const wetting = 0.618 * rhPct ** 0.753 + 10 * Math.exp((rhPct - 100) / 10) + warmth
  const drying = 0.942 * rhPct ** 0.679 + 11 * Math.exp((rhPct - 100) / 10) + warmth
  const left = (humidity: number) => {
    const rate = 0.424 * (1 - humidity ** 1.7) + 0.0694 * Math.sqrt(windKmh) * (1 - humidity ** 8)
    return 10 ** (-0.1158 * Math.exp(0.0365 * tempC) * rate)
  }
  if (wet < wetting) return wetting + (wet - wetting) * left((100 - rhPct) / 100)
  return wet <= drying ? wet : drying + (wet - drying) * left(rhPct / 100)
}

function wetted(moisture: number, rainMm: number): number {
  const gain = 42.5 * rainMm * Math.exp(-100 / (251 - moisture)) * (1 - Math.exp(-6.93 / rainMm))
  const soaked = moisture > 150 ? 1.5e-3 * (moisture - 150) ** 2 * Math.sqrt(rainMm) : 0
  return Math.min(250, moisture + gain + soaked)
}

function duffMoisture(before: number, { tempC, rhPct, rainMm }: HourWeather, showerMm: number, day: boolean): number {
  const rain = throughCanopy(rainMm, showerMm, intercept.duff, 1.27, 0.92)
  const code = 43.43 * Math.log(280 / (before - 20))
  const slope = code <= 33 ? 100 / (0.3 * code + 0.5) : code <= 65 ? 14 - 1.3 * Math.log(code) : 6.2 * Math.log(code) - 17.2
  const wet = Math.min(300, before + (1000 * rain) / (slope * rain + 48.77))
  if (!day) return wet
  const rate = 2.22e-4 * (tenths(tempC) < 0 ? 0 : tempC) * (100 - rhPct)
  return Math.min(300, (wet - 20) * Math.exp(-rate / 43.43) + 20)
}

function droughtMoisture(before: number, { tempC, rainMm }: HourWeather, showerMm: number, day: boolean): number {
  const rain = throughCanopy(rainMm, showerMm, intercept.drought, 1.27, 0.83)
  const wet = Math.min(400, before + (3.937 * rain) / 2)
  if (!day) return wet
  const evaporation = tenths(tempC) > 0 ? 0.015 * tempC + 3 / 16 : 0
  return Math.min(400, wet * Math.exp(-evaporation / 400))
}

/** The layers below dry only while the sun is up. */
function isDay(hour: number, { sunriseHour, sunsetHour }: Daylight): boolean {
  const during = (at: number) => sunriseHour <= at && at <= sunsetHour
  return during(hour) || (hour < 6 && during(hour + 24))
}

/** Instruments report tenths: what is less is the computer's noise. */
function tenths(value: number): number {
  return Math.round(value * 10) / 10
}
