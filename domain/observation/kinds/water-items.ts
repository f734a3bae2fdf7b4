import type { Text } from '#domain/text.ts'

export type WaterItem = { title: Text; units: readonly string[] }

const perLitre = ['mg/L']
/** Two signs look alike: the micro sign and the Greek letter. */
const microsiemens = ['µS/cm', 'μS/cm']

/** What water stations and laboratories measure, and the only unit in which each is taken. */
export const waterItems: Readonly<Record<string, WaterItem>> = {
  pH: { title: { zh: 'pH', en: 'pH' }, units: ['1'] },
  temperature: { title: { zh: '水温', en: 'water temperature' }, units: ['°C', '℃'] },
  DO: { title: { zh: '溶解氧', en: 'dissolved oxygen' }, units: perLitre },
  DOsat: { title: { zh: '溶解氧饱和度', en: 'oxygen saturation' }, units: ['%'] },
  conductivity: { title: { zh: '电导率', en: 'conductivity' }, units: microsiemens },
  turbidity: { title: { zh: '浊度', en: 'turbidity' }, units: ['NTU'] },
  redox: { title: { zh: '氧化还原电位', en: 'redox potential' }, units: ['mV'] },
  flow: { title: { zh: '流量', en: 'flow' }, units: ['m³/s', 'm3/s'] },
  CODMn: { title: { zh: '高锰酸盐指数', en: 'permanganate index' }, units: perLitre },
  COD: { title: { zh: '化学需氧量', en: 'chemical oxygen demand' }, units: perLitre },
  BOD5: { title: { zh: '五日生化需氧量', en: 'BOD5' }, units: perLitre },
  NH3N: { title: { zh: '氨氮', en: 'ammonia nitrogen' }, units: perLitre },
  TP: { title: { zh: '总磷', en: 'total phosphorus' }, units: perLitre },
  TN: { title: { zh: '总氮', en: 'total nitrogen' }, units: perLitre },
  Cu: { title: { zh: '铜', en: 'copper' }, units: perLitre },
  Zn: { title: { zh: '锌', en: 'zinc' }, units: perLitre },
  F: { title: { zh: '氟化物', en: 'fluoride' }, units: perLitre },
  Se: { title: { zh: '硒', en: 'selenium' }, units: perLitre },
  As: { title: { zh: '砷', en: 'arsenic' }, units: perLitre },
  Hg: { title: { zh: '汞', en: 'mercury' }, units: perLitre },
  Cd: { title: { zh: '镉', en: 'cadmium' }, units: perLitre },
  Cr6: { title: { zh: '六价铬', en: 'chromium (VI)' }, units: perLitre },
  Pb: { title: { zh: '铅', en: 'lead' }, units: perLitre },
  CN: { title: { zh: '氰化物', en: 'cyanide' }, units: perLitre },
  phenols: { title: { zh: '挥发酚', en: 'volatile phenols' }, units: perLitre },
  oil: { title: { zh: '石油类', en: 'petroleum' }, units: perLitre },
  LAS: { title: { zh: '阴离子表面活性剂', en: 'anionic surfactants' }, units: perLitre },
  sulfide: { title: { zh: '硫化物', en: 'sulfide' }, units: perLitre },
  faecalColiforms: { title: { zh: '粪大肠菌群', en: 'faecal coliforms' }, units: ['1/L'] },
  chlorophyll: { title: { zh: '叶绿素a', en: 'chlorophyll a' }, units: perLitre },
  algae: { title: { zh: '藻密度', en: 'algal density' }, units: ['cells/L'] },
  chlorineDioxide: { title: { zh: '二氧化氯', en: 'chlorine dioxide' }, units: perLitre },
  chlorineDioxide2: { title: { zh: '二氧化氯（二号探头）', en: 'chlorine dioxide (second probe)' }, units: perLitre },
}

/** How an item is called; one that is not in the list by its code. */
export function waterItemTitle(code: string): Text {
  return itemOf(code)?.title ?? { zh: code, en: code }
}

/** Why a unit cannot be taken for an item, or nothing. Items that are not in the list are kept in any unit and judged by no rule. */
export function unitProblem(code: string, unit: string): string | undefined {
  const units = itemOf(code)?.units
  return !units || units.includes(unit) ? undefined : `${code} is taken in ${units[0]}, not in "${unit}"`
}

function itemOf(code: string): WaterItem | undefined {
  return Object.hasOwn(waterItems, code) ? waterItems[code] : undefined
}
