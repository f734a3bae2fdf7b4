import type { County } from '#domain/county/county.ts'
import { playDay } from '#local/ground-truth/fast-county.ts'
import { generators } from '#local/ground-truth/generators.ts'
import { scoreDay } from '#local/ground-truth/score.ts'
import { Bill, nothingThere, type Spent } from '#scripts/cost/bill.ts'
import { MeteredStore } from '#scripts/cost/metered-store.ts'
import type { Units } from '#scripts/cost/monthly-bill.ts'

type Line = ReturnType<Bill['lines']>[number]

/** What one invented day cost, and how good its alarms were: a diet that costs an alarm is none. */
export type Measured = {
  county: string
  seed: number
  messages: number
  writeUnitsPerMessage: number
  readUnitsPerMessage: number
  enrolment: Spent
  lines: Line[]
  alarms: Record<string, number>
  vital: string
  recall: string
  precision: number
}

/** Plays a county's summer day on a ledger that counts what DynamoDB would bill. */
export async function measureDay(county: County, seed: number, startMs: number): Promise<Measured> {
  const bill = new Bill()
  const outcome = await playDay({
    county,
    seed,
    startMs,
    days: 1,
    season: 'summer',
    generators,
    ledger: (store) => new MeteredStore(store, bill),
  })
  const scores = scoreDay(outcome, county.enabled)
  const sum = (figure: (score: (typeof scores)[number]) => number) => scores.reduce((total, score) => total + figure(score), 0)
  const messages = outcome.messages.received
  const total = bill.total()
  return {
    county: county.file.id,
    seed,
    messages,
    writeUnitsPerMessage: total.writeUnits / messages,
    readUnitsPerMessage: total.readUnits / messages,
    enrolment: bill.enrolment,
    lines: bill.lines(),
    alarms: Object.fromEntries(scores.map(({ scenario, alarms }) => [scenario, alarms])),
    vital: `${sum(({ vitalFound }) => vitalFound)}/${sum(({ vital }) => vital)}`,
    recall: `${sum(({ found }) => found)}/${sum(({ truths }) => truths)}`,
    precision: sum(({ alarms }) => alarms) === 0 ? 1 : sum(({ trueAlarms }) => trueAlarms) / sum(({ alarms }) => alarms),
  }
}

/** The measurement as a table a person reads: units per message by scenario and kind of row, then the day's alarms. */
export function measuredTable(measured: Measured): string {
  const { messages, enrolment } = measured
  const per = (units: number) => (units / messages).toFixed(3).padStart(9)
  const row = (scenario: string, kind: string, wru: string, rru: string, requests: string) =>
    `${scenario.padEnd(18)} ${kind.padEnd(24)} ${wru.padStart(9)} ${rru.padStart(9)} ${requests.padStart(9)}`
  const shown = measured.lines.filter(({ writeUnits, readUnits }) => (writeUnits + readUnits) / messages >= 0.0005)
  return [
    `${measured.county}, summer day, seed ${measured.seed}: ${messages} messages`,
    row('scenario', 'row', 'WRU/msg', 'RRU/msg', 'requests'),
    ...shown.map(({ scenario, kind, writeUnits, readUnits, requests }) =>
      row(scenario, kind, per(writeUnits), per(readUnits), String(requests)),
    ),
    row('all', '', measured.writeUnitsPerMessage.toFixed(3), measured.readUnitsPerMessage.toFixed(3), ''),
    `once, to enrol the devices: ${enrolment.writeUnits} WRU`,
    `alarms ${Object.entries(measured.alarms)
      .map(([scenario, alarms]) => `${scenario} ${alarms}`)
      .join(', ')}`,
    `vital ${measured.vital}, recall ${measured.recall}, precision ${measured.precision.toFixed(3)}`,
    '',
  ].join('\n')
}

/** Units a message of a device and of a camera, and those of a day in which nobody speaks, from the same day played with and without the cameras. */
export function unitsOf(all: Measured, withoutCameras: Measured): { deviceUnits: Units; cameraUnits: Units; idleReadUnitsPerDay: number } {
  const [every, devices] = [spentOn(all), spentOn(withoutCameras)]
  const ofCameras = all.messages - withoutCameras.messages
  const perCamera = (more: number) => (ofCameras === 0 ? 0 : Math.max(0, more) / ofCameras)
  return {
    deviceUnits: { write: devices.write / withoutCameras.messages, read: devices.read / withoutCameras.messages },
    cameraUnits: { write: perCamera(every.write - devices.write), read: perCamera(every.read - devices.read) },
    idleReadUnitsPerDay: devices.idle,
  }
}

/** What looks that found nothing cost goes with the clock, everything else with the messages. */
function spentOn({ lines }: Measured): Units & { idle: number } {
  const spent = { write: 0, read: 0, idle: 0 }
  for (const { kind, writeUnits, readUnits } of lines) {
    spent.write += writeUnits
    spent[kind.endsWith(nothingThere) ? 'idle' : 'read'] += readUnits
  }
  return spent
}
