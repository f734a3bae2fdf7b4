/** Codes of GB/T 2260 by name, province by province. A county brings its own table: the codes change every year. */
export type Gazetteer = { provinces: Map<string, string>; names: Map<string, string>; prefectures: string[] }

/** Names of provinces in lists that are no division of GB/T 2260, and the province they lie in. */
const provinceOf: Record<string, string> = { 新疆生产建设兵团: '65' }
const municipalities = new Set(['11', '12', '31', '50'])

export function gazetteerOf(rows: readonly { code: string; name: string }[]): Gazetteer {
  const valid = rows.filter(({ code }) => /^\d{6}$/.test(code))
  const provinces = valid.filter(({ code }) => code.endsWith('0000')).map(({ code, name }): [string, string] => [name, code.slice(0, 2)])
  const counties = valid.filter(({ code }) => !code.endsWith('00') || !valid.some((one) => isBelow(one.code, code)))
  return {
    provinces: new Map([...provinces, ...Object.entries(provinceOf)]),
    names: new Map(valid.map(({ code, name }) => [code, name])),
    prefectures: [...new Set(counties.map(({ code }) => code.slice(0, 4)))].filter((code) => !code.endsWith('00')),
  }
}

/** The counties of a prefecture; one that has none (东莞, 中山, 儋州) is its own. */
export function countiesOf({ names }: Gazetteer, prefecture: string): string[] {
  const codes = [...names.keys()].filter((code) => code.startsWith(prefecture) && code !== `${prefecture}00`)
  return codes.length > 0 ? codes : [`${prefecture}00`]
}

/** Where an entry lies, as a code whose trailing zeros say how much of it is unknown, and what of the names is left over. */
export type Resolved = { scope: string; township: string }

/**
 * The code of an entry's names, with the traps of the real lists: municipalities put the district into `city`, counties under
 * a province directly come without a prefecture, cities without counties put the town into `county`, and development zones
 * have no code of their own, so that only the prefecture is sure.
 */
export function resolve(gazetteer: Gazetteer, province: string, city: string, county: string): Resolved {
  const code = gazetteer.provinces.get(province)
  if (code === undefined) return { scope: '000000', township: `${city}${county}` }
  if (municipalities.has(code)) return resolveDistrict(gazetteer, code, city, county)
  const prefecture = codeNamed(gazetteer, city, (one) => one.startsWith(code) && one.endsWith('00') && !one.endsWith('0000'))
  if (!prefecture) return resolveDirect(gazetteer, code, city, county)
  return resolveCounty(gazetteer, prefecture, city, county)
}

function resolveDistrict(gazetteer: Gazetteer, province: string, city: string, county: string): Resolved {
  const inProvince = (one: string) => one.startsWith(province) && !one.endsWith('0000')
  const byCounty = codeNamed(gazetteer, county, inProvince)
  if (byCounty) return { scope: byCounty, township: '' }
  const byCity = codeNamed(gazetteer, city, inProvince)
  return byCity ? { scope: byCity, township: county } : { scope: `${province}0000`, township: county }
}

/** 潜江市 and its like: under the province directly, named as `county` or as `city`. */
function resolveDirect(gazetteer: Gazetteer, province: string, city: string, county: string): Resolved {
  const direct = (one: string) => one.startsWith(`${province}90`)
  const byCounty = codeNamed(gazetteer, county, direct)
  if (byCounty) return { scope: byCounty, township: '' }
  const byCity = codeNamed(gazetteer, city, direct)
  return byCity ? { scope: byCity, township: county } : { scope: `${province}0000`, township: `${city}${county}` }
}

function resolveCounty(gazetteer: Gazetteer, prefecture: string, city: string, county: string): Resolved {
  const inside = (one: string) => isBelow(one, prefecture)
  if (!countiesOf(gazetteer, prefecture.slice(0, 4)).some(inside)) {
    return { scope: prefecture, township: county === city || county === '市辖区' ? '' : county }
  }
  const code = codeNamed(gazetteer, county, inside) ?? renamed(gazetteer, county, inside)
  return code ? { scope: code, township: '' } : { scope: prefecture, township: county }
}

/** The one division of that name, or none when two have it. */
function codeNamed({ names }: Gazetteer, name: string, fits: (code: string) => boolean): string | undefined {
  const codes = [...names].filter(([code, one]) => one === name && fits(code))
  return codes.length === 1 ? codes[0]?.[0] : undefined
}

/** A county that has become a city or a district keeps the beginning of its name. */
function renamed({ names }: Gazetteer, name: string, fits: (code: string) => boolean): string | undefined {
  const stem = name.replace(/[县市区旗]$/, '')
  const codes = [...names].filter(([code, one]) => stem.length >= 2 && one.replace(/[县市区旗]$/, '') === stem && fits(code))
  return codes.length === 1 ? codes[0]?.[0] : undefined
}

function isBelow(code: string, above: string): boolean {
  return code !== above && code.startsWith(above.replace(/(00)+$/, ''))
}
