import { LocalDeviceCommands } from '#adapters/local/device-commands.ts'
import { LocalDeviceEnrolment } from '#adapters/local/device-enrolment.ts'
import { DeviceKeys } from '#adapters/local/device-keys.ts'
import { Enrolments } from '#adapters/local/enrolments.ts'
import type { LocalIssuer } from '#adapters/local/identity.ts'
import type { LedgerFile } from '#adapters/local/ledger-file.ts'
import { LocalPush } from '#adapters/local/push.ts'
import type { StreamLog } from '#adapters/local/stream-log.ts'
import type { Log, Store } from '#domain/ports.ts'
import { keys } from '#ledger/keys.ts'
import { readRow } from '#ledger/row-type.ts'
import { type BrokerOrder, startBroker } from '#local/broker/broker.ts'

type Parts = { file: LedgerFile; store: Store; stream: StreamLog; identity: LocalIssuer; log: Log }

export type DeviceLinks = ReturnType<typeof deviceLinks>

/** The broker, and what goes through it to devices and consoles. It listens when `broker.listen` is called. */
export function deviceLinks(order: BrokerOrder, { file, store, stream, identity, log }: Parts) {
  const deviceKeys = new DeviceKeys(order.deviceSecret)
  const enrolments = new Enrolments(file)
  const lookUp = async (id: string) => {
    const row = await readRow(store, keys.device(id))
    return row && { ...row.value, goodKeys: await enrolments.of(id) }
  }
  const broker = startBroker(order, { append: (chunk) => stream.appendChunk(chunk), identity, lookUp, log })
  let isClosing = false
  return {
    broker,
    deviceKeys,
    // Once the broker closes, no console is left to hear of anything.
    push: new LocalPush({ publish: async (...hint) => (isClosing ? undefined : broker.publish(...hint)) }),
    deviceCommands: new LocalDeviceCommands(broker, order.county),
    enrolment: new LocalDeviceEnrolment({
      deviceKeys,
      enrolments,
      wasRegistered: async (id) => (await lookUp(id)) !== undefined,
      disconnect: (id, olderThan) => broker.disconnect(id, olderThan),
    }),
    close(): Promise<void> {
      isClosing = true
      return broker.close()
    },
  }
}
