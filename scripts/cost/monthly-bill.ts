import { alwaysFree, type Prices } from './prices.ts'

const hours = 730
const minutes = hours * 60
const seconds = minutes * 60
const bytesPerGb = 1_073_741_824

export type Load = {
  /** Devices that speak once a minute. */
  devices: number
  /** Cameras, and how many messages each sends in a second, on average over the day. */
  cameras: number
  cameraMessagesPerSecond: number
  /** Units of the table a message, measured (`--measure`), of devices and of cameras. */
  deviceUnits: Units
  cameraUnits: Units
  /** Looks that found nothing: by the clock, not by the message. */
  idleReadUnitsPerDay: number
}
export type Units = { write: number; read: number }

export type Shape = {
  /** Functions that read the whole stream, each with a consumer of its own. */
  readers: number
  shards: number
  alarms: number
  /** One message as a record of the stream. */
  recordBytes: number
  archiveDays: number
  /** CPU and waiting of one invocation and of one record in it, seconds; measured by `npm run bench`, with the network estimated. */
  invocationSeconds: number
  recordSeconds: number
  memoryGb: number
  officers: number
}

export const shapeOfToday: Shape = {
  readers: 9,
  shards: 4,
  alarms: 20,
  recordBytes: 700,
  archiveDays: 90,
  invocationSeconds: 0.02,
  recordSeconds: 0.0006,
  memoryGb: 0.5,
  officers: 10,
}

export type BillLine = { item: string; amount: number; formula: string }

/** What a county pays in a month, line by line, with what each line was reckoned from. Stream: on demand. */
export function monthlyBill(load: Load, shape: Shape, price: Prices): BillLine[] {
  const ofDevices = load.devices * minutes
  const ofCameras = load.cameras * load.cameraMessagesPerSecond * seconds
  const messages = ofDevices + ofCameras
  const millions = messages / 1e6
  const gb = (messages * shape.recordBytes) / bytesPerGb
  // Records are billed in whole kilobytes.
  const gbIn = (messages * 1_024 * Math.ceil(shape.recordBytes / 1_024)) / bytesPerGb
  const perSecond = messages / seconds
  // A reader without a window is called once a second for each shard that has records, at most.
  const invocations = shape.readers * shape.shards * Math.min(perSecond / shape.shards, 1) * seconds + 3 * minutes
  const gbSeconds =
    (invocations * shape.invocationSeconds + messages * shape.readers * shape.recordSeconds * kindShare(shape)) * shape.memoryGb
  const write = ofDevices * load.deviceUnits.write + ofCameras * load.cameraUnits.write
  const read = ofDevices * load.deviceUnits.read + ofCameras * load.cameraUnits.read + load.idleReadUnitsPerDay * (hours / 24)
  const keptGb = (gb / 30) * shape.archiveDays
  const objects = Math.min(perSecond, shape.shards / 30) * seconds
  const beyond = (used: number, free: number) => Math.max(0, used - free)
  const line = (item: string, amount: number, formula: string): BillLine => ({ item, amount, formula })
  return [
    line(
      'Kinesis, on demand',
      hours * price.streamHour + gbIn * price.streamGbIn,
      `${hours} h × ${price.streamHour} + ${gbIn.toFixed(1)} GB in × ${price.streamGbIn}`,
    ),
    line('Kinesis, readers', gb * shape.readers * price.fanOutGb, `${gb.toFixed(1)} GB × ${shape.readers} × ${price.fanOutGb}`),
    line(
      'IoT Core',
      ((load.devices + load.cameras) * minutes * price.iotMinutesMillion) / 1e6 +
        millions * (price.iotRuleMillion + price.iotActionMillion),
      `${load.devices + load.cameras} connected × ${price.iotMinutesMillion}/M min + ${millions.toFixed(1)} M × (rule ${price.iotRuleMillion} + action ${price.iotActionMillion})`,
    ),
    line(
      'Lambda',
      beyond(invocations / 1e6, alwaysFree.lambdaMillion) * price.lambdaMillion +
        beyond(gbSeconds, alwaysFree.lambdaGbSecond) * price.lambdaGbSecond,
      `${(invocations / 1e6).toFixed(1)} M × ${price.lambdaMillion} + ${Math.round(gbSeconds / 1_000)}k GB-s × ${price.lambdaGbSecond}, less what is free`,
    ),
    line(
      'DynamoDB',
      (write * price.writeUnitMillion + read * price.readUnitMillion) / 1e6,
      `${(write / 1e6).toFixed(1)} M WRU × ${price.writeUnitMillion} + ${(read / 1e6).toFixed(1)} M RRU × ${price.readUnitMillion}`,
    ),
    line(
      'S3 archive',
      keptGb * price.archiveGbMonth + (objects / 1e6) * price.archivePutMillion,
      `${keptGb.toFixed(1)} GB kept × ${price.archiveGbMonth} + ${(objects / 1e6).toFixed(2)} M objects × ${price.archivePutMillion}`,
    ),
    line(
      'CloudWatch',
      beyond(shape.alarms, alwaysFree.alarms) * price.alarmMonth,
      `${shape.alarms} alarms less ${alwaysFree.alarms} × ${price.alarmMonth}; log lines below the free ${alwaysFree.logGb} GB`,
    ),
    line(
      'API and push',
      (shape.officers * minutes * 2 * price.httpMillion) / 1e6 + (shape.officers * minutes * price.iotMinutesMillion) / 1e6,
      `${shape.officers} officers: 2 requests a minute, connected all day`,
    ),
  ]
}

/** A message is looked at by the scenarios of its kind and by device health; the other readers' filters drop it unread. */
function kindShare({ readers }: Shape): number {
  return 3 / readers
}

export function totalOf(lines: readonly BillLine[]): number {
  return lines.reduce((sum, { amount }) => sum + amount, 0)
}

/** Messages a month from which provisioned shards with a lane for each reader are cheaper than on demand. */
export function crossoverMessages({ readers, recordBytes }: Shape, price: Prices): number {
  const gbPerMessage = recordBytes / bytesPerGb
  const perMessageOnDemand = (1_024 / bytesPerGb) * price.streamGbIn + gbPerMessage * readers * price.fanOutGb
  const perMessageLanes = price.putUnitMillion / 1e6 + gbPerMessage * price.fanOutProvisionedGb
  const fixedLanes = readers * hours * (price.shardHour + price.fanOutShardHour)
  return (fixedLanes - hours * price.streamHour) / (perMessageOnDemand - perMessageLanes)
}
