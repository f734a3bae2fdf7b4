import { randomInt } from 'node:crypto'
import { join, resolve } from 'node:path'
import { jsonLog } from '#adapters/local/json-log.ts'
import { numberOption, runCommand, wholeNumberOption } from '#local/command-line.ts'

const root = join(import.meta.dirname, '..')

await runCommand(
  {
    usage: 'npm start -- [options]',
    summary: 'Runs a whole county on this machine: broker, detection, API, console and a simulator of devices. Its data stays in a folder.',
    options: {
      county: { type: 'string', help: 'which county to run: a folder of counties/, or a path to one (demo)' },
      data: { type: 'string', help: 'where its data is kept (.county/<county>)' },
      port: { type: 'string', help: 'HTTP port, 0 for any free one (8080)' },
      'mqtt-port': { type: 'string', help: 'MQTT port, 0 for any free one (1883)' },
      host: { type: 'string', help: 'address to listen on (127.0.0.1); another one asks people for a sign-in code' },
      'no-simulator': { type: 'boolean', help: 'no invented devices; connect your own' },
      seed: { type: 'string', help: 'what the simulator invents (1)' },
      speed: {
        type: 'string',
        help: "how many times faster the county's clock runs (1); orders to loudspeakers, valid 10 s of that clock, come too late from about 100 on",
      },
      json: { type: 'boolean', help: 'print one line of JSON when it is ready' },
    },
  },
  async ({ values }) => {
    const host = String(values.host ?? '127.0.0.1')
    const speed = numberOption(values.speed, 'speed', 1, 0.01, 10_000)
    const seed = wholeNumberOption(values.seed, 'seed', 1, 0, 2 ** 31)
    const httpPort = wholeNumberOption(values.port, 'port', 8080, 0, 65_535)
    const mqttPort = wholeNumberOption(values['mqtt-port'], 'mqtt-port', 1883, 0, 65_535)
    // Loading a county's parts takes seconds: help and a mistake in an option are answered before.
    const { loadCounty } = await import('#local/load-county.ts')
    const county = loadCounty(String(values.county ?? 'demo'))
    const { runCounty } = await import('#local/running-county.ts')
    const { startSimulator } = await import('#local/simulator/simulator.ts')
    const dataFolder = resolve(String(values.data ?? join(root, '.county', county.file.id)))
    const signInCode = isLoopback(host) ? undefined : String(randomInt(100_000, 1_000_000))
    const running = await runCounty({
      county,
      dataFolder,
      host,
      httpPort,
      mqttPort,
      speed,
      siteFolder: join(root, 'dist', 'console'),
      log: jsonLog(),
      ...(signInCode && { signInCode }),
    })
    const simulator = values['no-simulator']
      ? undefined
      : await startSimulator({
          county,
          url: running.mqtt,
          credentials: (id) => running.deviceKeys.credentials({ id }),
          clock: running.clock,
          seed,
        })
    // Before anybody is told that it is ready: who then stops it at once must not meet a county that dies instead.
    const stopped = stopSignal()
    process.stdout.write(
      values.json
        ? `${JSON.stringify({ ready: true, http: running.http, mqtt: running.mqtt, county: county.file.id })}\n`
        : greeting(county.file.name, running, dataFolder, signInCode),
    )
    await stopped
    await simulator?.stop()
    await running.stop()
    process.exit(0)
  },
)

function greeting(
  name: { zh: string; en: string },
  { http, mqtt }: { http: string; mqtt: string },
  dataFolder: string,
  signInCode: string | undefined,
): string {
  return [
    `${name.zh} · ${name.en} is running`,
    `  console   ${http}${signInCode ? `   sign-in code ${signInCode}` : ''}`,
    `  REST      ${http}/v1/incidents   (OpenAPI: ${http}/openapi.json)`,
    `  devices   ${mqtt}   (messages: ${http}/docs/messages)`,
    `  data      ${dataFolder}`,
    '  stop with Ctrl+C',
    '',
  ].join('\n')
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || host.startsWith('127.')
}

function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGTERM', () => resolve())
    process.once('SIGINT', () => resolve())
  })
}
