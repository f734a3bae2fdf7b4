import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { gunzipSync } from 'node:zlib'
import mqtt from 'mqtt'
import * as z from 'zod'
import { DeviceKeys } from '#adapters/local/device-keys.ts'
import { existingSecrets } from '#adapters/local/identity.ts'
import { parseMessageTime } from '#domain/observation/message-time.ts'
import { uplinkTopic } from '#domain/observation/topic.ts'
import { numberOption, runCommand } from '#local/command-line.ts'
import { loadCounty } from '#local/load-county.ts'
import { parseJson } from '#scripts/json-file.ts'

/** A recorded message: one line of JSON. `atMs` is when it was sent; without it the message's own time counts. */
const lineSchema = z.looseObject({
  device: z.string(),
  kind: z.string(),
  atMs: z.number().optional(),
  message: z.record(z.string(), z.unknown()),
})

await runCommand(
  {
    usage: 'npm run replay -- <file> [options]',
    summary:
      'Sends recorded messages through MQTT, each as its own device. The file holds lines of JSON {device, kind, message}, also compressed (.gz). Times are moved to now unless told otherwise.',
    positional: 'file',
    options: {
      url: { type: 'string', help: 'the broker (mqtt://127.0.0.1:1883)' },
      county: { type: 'string', help: 'the county (demo)' },
      data: { type: 'string', help: "the county's data folder, for the devices' keys (.county/<county>)" },
      speed: { type: 'string', help: 'how many times faster than recorded; 0 for as fast as possible (1)' },
      'keep-times': { type: 'boolean', help: 'leave the recorded times as they are: old messages raise nothing' },
      json: { type: 'boolean', help: 'print one line of JSON' },
    },
  },
  async ({ values, positionals: [file] }) => {
    if (!file) throw new Error('name a file: npm run replay -- <file>')
    const county = String(values.county ?? 'demo')
    const speed = numberOption(values.speed, 'speed', 1, 0, 1_000_000)
    const lines = textOf(file)
      .split('\n')
      .filter((line) => line.trim() !== '')
    const recorded = lines.map((line, index) => {
      const parsed = lineSchema.safeParse(parseJson(line, `${file} line ${index + 1}`))
      if (!parsed.success)
        throw new Error(`${file} line ${index + 1}: ${parsed.error.issues[0]?.path.join('.')} ${parsed.error.issues[0]?.message}`)
      return { ...parsed.data, atMs: parsed.data.atMs ?? parseMessageTime(parsed.data.message.ts, 480) ?? 0 }
    })
    const folder = resolve(String(values.data ?? join(import.meta.dirname, '..', '.county', loadCounty(county).file.id)))
    const keys = new DeviceKeys((await existingSecrets(folder)).deviceSecret)
    const firstMs = Math.min(...recorded.map(({ atMs }) => atMs))
    const startMs = Date.now()
    const connections = new Map<string, mqtt.MqttClient>()
    let acknowledged = 0
    for (const [index, { device, kind, atMs, message }] of recorded.entries()) {
      const dueMs = speed === 0 ? 0 : startMs + (atMs - firstMs) / speed
      if (dueMs > Date.now()) await new Promise((resolve) => setTimeout(resolve, dueMs - Date.now()))
      const client = connections.get(device) ?? (await connected(String(values.url ?? 'mqtt://127.0.0.1:1883'), keys, device))
      connections.set(device, client)
      const ts = values['keep-times'] ? message.ts : startMs + (atMs - firstMs) / (speed === 0 ? 1 : speed)
      await say(client, uplinkTopic(county, kind, device), JSON.stringify({ ...message, ts })).catch((error: Error) => {
        throw new Error(`${file} message ${index + 1} (${device}, ${kind}): ${error.message}`)
      })
      acknowledged++
    }
    await Promise.all([...connections.values()].map((client) => client.endAsync()))
    const seconds = (Date.now() - startMs) / 1000
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ sent: recorded.length, acknowledged, seconds })}\n`
        : `${acknowledged} of ${recorded.length} messages acknowledged in ${seconds.toFixed(1)} s\n`,
    )
    return acknowledged === recorded.length ? 0 : 1
  },
)

function textOf(file: string): string {
  try {
    const bytes = readFileSync(file)
    return (file.endsWith('.gz') ? gunzipSync(bytes) : bytes).toString('utf8')
  } catch (error) {
    throw new Error(`${file} cannot be read: ${error instanceof Error ? error.message : error}`)
  }
}

function connected(url: string, keys: DeviceKeys, device: string): Promise<mqtt.MqttClient> {
  return mqtt.connectAsync(url, { ...keys.credentials({ id: device }), reconnectPeriod: 0 })
}

/** Says it until it is acknowledged. When the broker closes the connection the client alone would wait for ever. */
function say(client: mqtt.MqttClient, topic: string, message: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const lost = () =>
      reject(new Error('the broker closed the connection; is it the right county (--county), and may the device say this kind?'))
    if (!client.connected) return lost()
    client.once('close', lost)
    client.publish(topic, message, { qos: 1 }, (error) => {
      client.off('close', lost)
      if (error) reject(error)
      else resolve()
    })
  })
}
