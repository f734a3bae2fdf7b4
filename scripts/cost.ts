import { readFileSync } from 'node:fs'
import { isPreset, presets } from '#lib/preset.ts'
import { numberOption, runCommand, wholeNumberOption } from '#local/command-line.ts'
import { loadCounty } from '#local/load-county.ts'
import { type BilledCounty, billTable } from '#scripts/cost/bill-table.ts'
import { measureDay, measuredTable, unitsOf } from '#scripts/cost/measure.ts'
import { shapeOfToday } from '#scripts/cost/monthly-bill.ts'
import { pricesSchema, usEast1 } from '#scripts/cost/prices.ts'

/** Local midnight of 15 July. */
const startMs = Date.UTC(2026, 6, 14, 16)

await runCommand(
  {
    usage: 'npm run cost -- [--measure] [--devices n] [--cameras n] [options]',
    summary:
      'Plays an invented summer day through the whole chain on a ledger that counts as DynamoDB bills. With --measure it prints write and\nread units per message, by scenario and kind of row, and the alarms of the same day; without, what a county pays in a month, line by\nline with its formula: for the devices and cameras that are asked for, or for nothing, 100, 1,000 and 10,000 devices.',
    options: {
      measure: { type: 'boolean', help: 'the units of one day, nothing about money' },
      county: { type: 'string', help: 'the county whose day is played (demo)' },
      preset: { type: 'string', help: 'aws, or aws-cn with a price list of your own (aws)' },
      devices: { type: 'string', help: 'devices that speak once a minute' },
      cameras: { type: 'string', help: 'cameras (0)' },
      'camera-rate': { type: 'string', help: 'messages a second of a camera, on average (1)' },
      prices: { type: 'string', help: 'a JSON file with prices instead of the list of us-east-1' },
      seed: { type: 'string', help: 'the seed of the day (1)' },
      json: { type: 'boolean', help: 'print one line of JSON' },
    },
  },
  async ({ values }) => {
    const preset = String(values.preset ?? 'aws')
    if (!isPreset(preset)) throw new Error(`there is no preset "${preset}"; there are ${Object.keys(presets).join(', ')}`)
    if (preset === 'aws-cn' && !values.prices && !values.measure)
      throw new Error(
        'AWS China has a price list of its own, in yuan, which is not kept here: --prices <file>, in the form of scripts/cost/prices.ts',
      )
    const prices = values.prices ? pricesSchema.parse(JSON.parse(readFileSync(String(values.prices), 'utf8'))) : usEast1
    const county = loadCounty(String(values.county ?? 'demo'))
    const seed = wholeNumberOption(values.seed, 'seed', 1, 0, 2 ** 31)
    const measured = await measureDay(county, seed, startMs)
    if (values.measure) {
      process.stdout.write(values.json ? `${JSON.stringify(measured)}\n` : measuredTable(measured))
      return
    }
    const isCamera = (kinds: readonly string[]) => kinds.includes('vision') || kinds.includes('thermal')
    const withoutCameras = { ...county, devices: county.devices.filter(({ kinds }) => !isCamera(kinds)) }
    const units = unitsOf(measured, await measureDay(withoutCameras, seed, startMs))
    const cameras = wholeNumberOption(values.cameras, 'cameras', 0, 0, 100_000)
    const rate = numberOption(values['camera-rate'], 'camera-rate', 1, 0, 30)
    const asked = values.devices === undefined ? [0, 100, 1_000, 10_000] : [wholeNumberOption(values.devices, 'devices', 0, 0, 1e7)]
    const loads = asked.map((devices) => ({ devices, cameras, cameraMessagesPerSecond: rate, ...units }))
    if (values.devices === undefined && cameras === 0) loads.push({ devices: 1_000, cameras: 20, cameraMessagesPerSecond: rate, ...units })
    const billed: BilledCounty = { loads, shape: shapeOfToday, prices, archiveDays: county.file.archiveDays }
    process.stdout.write(values.json ? `${JSON.stringify(billed)}\n` : billTable(billed))
  },
)
