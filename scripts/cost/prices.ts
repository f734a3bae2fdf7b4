import * as z from 'zod'

/** US dollars (or the currency of a file given with --prices) for one unit each. */
export const pricesSchema = z.strictObject({
  /** When somebody looked, and where. */
  asOf: z.string(),
  region: z.string(),
  currency: z.string(),
  streamHour: z.number(),
  streamGbIn: z.number(),
  streamGbOut: z.number(),
  fanOutGb: z.number(),
  shardHour: z.number(),
  putUnitMillion: z.number(),
  fanOutShardHour: z.number(),
  fanOutProvisionedGb: z.number(),
  iotMinutesMillion: z.number(),
  iotRuleMillion: z.number(),
  iotActionMillion: z.number(),
  iotMessageMillion: z.number(),
  lambdaMillion: z.number(),
  lambdaGbSecond: z.number(),
  writeUnitMillion: z.number(),
  readUnitMillion: z.number(),
  tableGbMonth: z.number(),
  restoreGbMonth: z.number(),
  archiveGbMonth: z.number(),
  archivePutMillion: z.number(),
  logGb: z.number(),
  alarmMonth: z.number(),
  queueMillion: z.number(),
  httpMillion: z.number(),
})
export type Prices = z.infer<typeof pricesSchema>

/** List prices of us-east-1. Lambda's, the log's and the queue's were written down from memory: look before you sign anything. */
export const usEast1: Prices = {
  asOf: '2026-11',
  region: 'us-east-1',
  currency: 'USD',
  streamHour: 0.04,
  streamGbIn: 0.08,
  streamGbOut: 0.04,
  fanOutGb: 0.05,
  shardHour: 0.015,
  putUnitMillion: 0.014,
  fanOutShardHour: 0.015,
  fanOutProvisionedGb: 0.013,
  iotMinutesMillion: 0.08,
  iotRuleMillion: 0.15,
  iotActionMillion: 0.15,
  iotMessageMillion: 1,
  lambdaMillion: 0.2,
  lambdaGbSecond: 0.0000133334,
  writeUnitMillion: 0.625,
  readUnitMillion: 0.125,
  tableGbMonth: 0.25,
  restoreGbMonth: 0.2,
  archiveGbMonth: 0.023,
  archivePutMillion: 5,
  logGb: 0.5,
  alarmMonth: 0.1,
  queueMillion: 0.4,
  httpMillion: 1,
}

/** What AWS gives every account each month for ever, in the same units. */
export const alwaysFree = { lambdaMillion: 1, lambdaGbSecond: 400_000, alarms: 10, queueMillion: 1, logGb: 5, tableGb: 25 }
