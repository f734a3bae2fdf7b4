import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type * as z from 'zod'
import type { credentialsSchema } from '#domain/api/device.ts'
import type { Device } from '#domain/observation/device.ts'
import { ingestTopic, uplinkTopic } from '#domain/observation/topic.ts'

export type Credentials = z.infer<typeof credentialsSchema>

/** Where devices send to: the county, and the broker of a laptop; a certificate comes with its endpoint. */
export type Destination = { county: string; broker: URL; exampleOf: (kind: string) => unknown }

/** Writes what a device's installer needs into a folder of its own, readable by nobody else; answers the folder. */
export function writePack(folder: string, device: Device, credentials: Credentials, destination: Destination): string {
  const own = join(folder, device.id)
  mkdirSync(own, { recursive: true, mode: 0o700 })
  const write = (name: string, text: string) => writeFileSync(join(own, name), text, { mode: 0o600 })
  write('credentials.json', `${JSON.stringify(credentials, undefined, 2)}\n`)
  if (credentials.type === 'certificate') {
    write('certificate.pem', credentials.certificatePem)
    if (credentials.privateKeyPem !== undefined) write('private.key', credentials.privateKeyPem)
  } else write('password', credentials.password)
  write(
    'publish.sh',
    `#!/bin/sh\n# ${device.name}: one message of each kind that it may send\n${device.kinds.map((kind) => line(kind, device, credentials, destination)).join('\n')}\n`,
  )
  return own
}

/** The call of mosquitto_pub that sends a message of a kind; the number and the time in it are the moment's. */
function line(kind: string, { id }: Device, credentials: Credentials, { county, broker, exampleOf }: Destination): string {
  const message = JSON.stringify({ v: 1, id: '@ID@', ts: '@TS@', ...Object(exampleOf(kind)) }).replaceAll("'", "'\\''")
  const filled = `"$(printf '%s' '${message}' | sed "s/@ID@/try-$(date +%s)/; s/\\"@TS@\\"/$(date +%s)000/")"`
  const to =
    credentials.type === 'certificate'
      ? `-h ${credentials.endpoint} -p 8883 --cafile AmazonRootCA1.pem --cert certificate.pem --key private.key -t '${ingestTopic(county, kind, id)}'`
      : `-h ${broker.hostname} -p ${broker.port || 1883} -u ${id} -P "$(cat password)" -t '${uplinkTopic(county, kind, id)}'`
  return `mosquitto_pub -i ${id} -q 1 ${to} -m ${filled}`
}
