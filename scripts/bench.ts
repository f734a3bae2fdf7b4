import { numberOption, runCommand, wholeNumberOption } from '#local/command-line.ts'
import { detectorSpeeds } from '#scripts/bench/detectors.ts'
import { highestRate, type Load, loadCounty, loadSkeleton } from '#scripts/bench/runs.ts'

const parts = ['sustained', 'highest', 'detectors', 'storm'] as const
const say = (line: string) => void process.stderr.write(`${line}\n`)

await runCommand(
  {
    usage: 'npm run bench -- [options]',
    summary:
      'Loads a local county from a process of its own: thousands of connections, QoS 1, detection on, everything durable. Compares with a bare skeleton in the same run. Exits with 1 below its bars.',
    options: {
      only: { type: 'string', help: `one of ${parts.join(', ')} (sustained, highest, detectors)` },
      connections: { type: 'string', help: 'MQTT connections (5000)' },
      rate: { type: 'string', help: 'messages a second to sustain (8000)' },
      seconds: { type: 'string', help: 'for how long (60)' },
      storm: { type: 'boolean', help: 'short for --only storm: 100,000 alarms in 60 s from 50 causes' },
      json: { type: 'boolean', help: 'print one line of JSON' },
    },
  },
  async ({ values }) => {
    const only = values.storm ? 'storm' : values.only
    if (only !== undefined && !parts.some((part) => part === only)) throw new Error(`--only takes one of ${parts.join(', ')}, not ${only}`)
    const connections = wholeNumberOption(values.connections, 'connections', 5_000, 1, 20_000)
    const rate = numberOption(values.rate, 'rate', 8_000, 1, 100_000)
    const seconds = numberOption(values.seconds, 'seconds', 60, 1, 3_600)
    const results = [
      ...(only === undefined || only === 'sustained' ? [await sustained(connections, rate, seconds)] : []),
      ...(only === undefined || only === 'highest' ? [await highest(connections, rate)] : []),
      ...(only === undefined || only === 'detectors' ? [detectors()] : []),
      ...(only === 'storm' ? [await storm(connections)] : []),
    ]
    const result = Object.assign({}, ...results, { good: results.every(({ good }) => good) })
    process.stdout.write(`${JSON.stringify(result, undefined, values.json ? undefined : 2)}\n`)
    return result.good ? 0 : 1
  },
)

/** A steady load: every message acknowledged, every alarm an incident that a console heard of, 99 % of them within a second. */
async function sustained(connections: number, rate: number, seconds: number) {
  say(`county: ${rate} messages a second for ${seconds} s from ${connections} connections …`)
  const alarmEvery = Math.max(1, Math.round((rate * seconds) / Math.min(connections, 2_000)))
  const { load, rssMb, cpuMicrosPerMessage } = await loadCounty({ connections, rate, seconds, alarmEvery, alarmNodes: 0 })
  return { sustained: load, rssMb, cpuMicrosPerMessage, good: nothingLost(load) && load.p99Ms <= 1_000 }
}

/** The highest rate of the bare skeleton and of the county, one after the other on the same machine: the county reaches half of it. */
async function highest(connections: number, rate: number) {
  say('highest rate of the county …')
  const county = (tried: number) => loadCounty({ connections, rate: tried, seconds: 10, alarmEvery: 500, alarmNodes: 0 })
  const own = await highestRate(async (tried) => (await county(tried)).load, rate, say)
  say('highest rate of a bare skeleton (broker → durable log → parse → commit) …')
  const skeleton = await highestRate((tried) => loadSkeleton(connections, tried), rate * 2, say)
  return { countyHighest: own, skeletonHighest: skeleton, share: Number((own / skeleton).toFixed(2)), good: own >= skeleton / 2 }
}

/** Every detector alone, on one core; the simplest of each scenario is what its quiet days cost. */
function detectors() {
  say('detectors alone …')
  return { detectors: detectorSpeeds(), good: true }
}

/** A hundred thousand alarms in a minute from fifty causes: nothing lost, one incident for each cause. */
async function storm(connections: number) {
  const causes = 50
  say(`storm: 100,000 alarms in 60 s from ${causes} causes …`)
  const { load, incidents, rssMb } = await loadCounty({ connections, rate: 100_000 / 60, seconds: 60, alarmEvery: 1, alarmNodes: causes })
  return { storm: load, incidents, rssMb, good: nothingLost(load) && incidents === causes }
}

function nothingLost(load: Load): boolean {
  return load.acknowledged === load.sent && load.unheard === 0
}
