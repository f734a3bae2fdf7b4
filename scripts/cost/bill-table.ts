import { crossoverMessages, type Load, monthlyBill, type Shape, totalOf } from './monthly-bill.ts'
import type { Prices } from './prices.ts'

export type BilledCounty = { loads: readonly Load[]; shape: Shape; prices: Prices; archiveDays: number }

/** A bill for each load, the lines of the last one with their formulas. */
export function billTable({ loads, shape: ofToday, prices, archiveDays }: BilledCounty): string {
  const shape = { ...ofToday, archiveDays }
  const bills = loads.map((load) => monthlyBill(load, shape, prices))
  const money = (amount: number) => amount.toFixed(2).padStart(14)
  const title = ({ devices, cameras }: Load) => `${devices}${cameras > 0 ? ` + ${cameras} cam` : ''}`.padStart(14)
  const items = bills[0]?.map(({ item }) => item) ?? []
  const last = loads.at(-1)
  return [
    `${prices.currency} a month, ${prices.region}, prices of ${prices.asOf}; a message a minute from each device`,
    `${'devices'.padEnd(22)}${loads.map(title).join('')}`,
    ...items.map((item, index) => `${item.padEnd(22)}${bills.map((lines) => money(lines[index]?.amount ?? 0)).join('')}`),
    `${'all'.padEnd(22)}${bills.map((lines) => money(totalOf(lines))).join('')}`,
    '',
    `how the last column was reckoned (${last?.deviceUnits.write.toFixed(2)} WRU and ${last?.deviceUnits.read.toFixed(2)} RRU a message of a device, ${last?.cameraUnits.write.toFixed(2)} and ${last?.cameraUnits.read.toFixed(2)} of a camera, measured on the day just played)`,
    ...(bills.at(-1) ?? []).map(({ item, formula }) => `  ${item.padEnd(20)} ${formula}`),
    '',
    `provisioned shards with a lane for each reader are cheaper from ${Math.round(crossoverMessages(shape, prices) / 1e6)} M messages a month on`,
    'not in it: data transfer out, support, WAF, a customer key, taxes; free tiers of new accounts',
    '',
  ].join('\n')
}
