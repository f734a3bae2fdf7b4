import { resolve } from 'node:path'
import { CountyClock } from '#adapters/local/county-clock.ts'
import { DeviceKeys } from '#adapters/local/device-keys.ts'
import { existingSecrets } from '#adapters/local/identity.ts'
import { numberOption, runCommand, wholeNumberOption } from '#local/command-line.ts'
import { loadCounty } from '#local/load-county.ts'
import { startSimulator } from '#local/simulator/simulator.ts'

await runCommand(
  {
    usage: 'node scripts/run.mjs local/simulator/main.ts --mqtt mqtt://127.0.0.1:1883',
    summary: 'Runs the invented devices of a county in a process of their own, against a county started with --no-simulator.',
    options: {
      mqtt: { type: 'string', help: "the county's broker (mqtt://127.0.0.1:1883)" },
      county: { type: 'string', help: 'a folder of counties/, or a path to one (demo)' },
      data: { type: 'string', help: "the county's data folder, where the keys of its devices are (.county/<county>)" },
      seed: { type: 'string', help: 'what is invented (1)' },
      speed: { type: 'string', help: 'how many times faster time passes; the same as the county runs with (1)' },
    },
  },
  async ({ values }) => {
    const county = loadCounty(String(values.county ?? 'demo'))
    const folder = resolve(String(values.data ?? `${import.meta.dirname}/../../.county/${county.file.id}`))
    const keys = new DeviceKeys((await existingSecrets(folder)).deviceSecret)
    const url = String(values.mqtt ?? 'mqtt://127.0.0.1:1883')
    const simulator = await startSimulator({
      county,
      url,
      credentials: (id) => keys.credentials({ id }),
      clock: new CountyClock({ speed: numberOption(values.speed, 'speed', 1, 0.01, 10_000) }),
      seed: wholeNumberOption(values.seed, 'seed', 1, 0, 2 ** 31),
    })
    process.stdout.write(`simulating ${county.devices.length} devices of county "${county.file.id}" against ${url}; stop with Ctrl+C\n`)
    await new Promise<void>((stop) => {
      process.once('SIGTERM', () => stop())
      process.once('SIGINT', () => stop())
    })
    await simulator.stop()
  },
)
