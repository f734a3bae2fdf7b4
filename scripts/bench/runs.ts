import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as z from 'zod'
import { DeviceKeys } from '#adapters/local/device-keys.ts'
import { localSecrets } from '#adapters/local/identity.ts'
import { nodeId, writeFieldCounty } from '#scripts/bench/field-county.ts'
import { output, ready, stop, type Usage, usageOf } from '#scripts/bench/processes.ts'

/** What the generator saw of one load. */
const loadSchema = z.object({
  sent: z.number(),
  acknowledged: z.number(),
  alarms: z.number(),
  /** Alarms whose incident no console heard of. */
  unheard: z.number(),
  closed: z.number(),
  seconds: z.number(),
  p50Ms: z.number(),
  p99Ms: z.number(),
})
export type Load = z.infer<typeof loadSchema>

export type Plan = { connections: number; rate: number; seconds: number; alarmEvery: number; alarmNodes: number }

export type CountyRun = {
  load: Load
  incidents: number
  /** Resident megabytes at a quarter, half, three quarters and the end of the load. */
  rssMb: number[]
  /** Processor time of the county for one message when it is warm, microseconds, all threads together. */
  cpuMicrosPerMessage: number
}

/** One load on a whole local county of its own: registered devices, detection on, everything durable. */
export async function loadCounty({ connections, ...plan }: Plan): Promise<CountyRun> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-'))
  const [field, data] = [join(folder, 'field'), join(folder, 'data')]
  writeFieldCounty(field, connections)
  const ports = ['--port', '0', '--mqtt-port', '0']
  const server = await ready(['local/main.ts', '--county', field, '--data', data, ...ports, '--no-simulator', '--json'])
  const keys = new DeviceKeys((await localSecrets(data)).deviceSecret)
  const token = await output(['scripts/token.ts', '--county', field, '--data', data, '--role', 'dispatcher'])
  const usage: Usage[] = []
  const watch = setInterval(() => usage.push(usageOf(server)), (plan.seconds * 1000) / 4)
  const load = await generate({
    ...plan,
    port: server.port,
    keys: Array.from({ length: connections }, (_, index) => keys.credentials({ id: nodeId(index) }).password),
    consoleToken: token,
  })
  clearInterval(watch)
  const incidents = await countIncidents(server.http ?? '', token)
  await stop(server.child)
  rmSync(folder, { recursive: true, force: true })
  return { load, incidents, rssMb: usage.map(({ rssMb }) => rssMb), cpuMicrosPerMessage: cpuMicros(usage, plan.rate * plan.seconds) }
}

/** Between a quarter and three quarters of the load, when connections are open and the code is warm. */
function cpuMicros([quarter, , threeQuarters]: Usage[], messages: number): number {
  return Math.round((((threeQuarters?.cpuSeconds ?? 0) - (quarter?.cpuSeconds ?? 0)) * 1e6) / (messages / 2))
}

/** One load on the bare chain. */
export async function loadSkeleton(connections: number, rate: number): Promise<Load> {
  const folder = mkdtempSync(join(tmpdir(), 'skeleton-'))
  const server = await ready(['scripts/bench/skeleton.ts', folder])
  const keys = Array.from({ length: connections }, () => 'any')
  const load = await generate({ rate, seconds: highestSeconds, alarmEvery: 0, alarmNodes: 0, port: server.port, keys })
  await stop(server.child)
  rmSync(folder, { recursive: true, force: true })
  return load
}

/** How long a rate has to be carried to count. */
export const highestSeconds = 10

/** The highest rate carried without loss and in time: from the rate asked for in steps of a tenth, down until one is carried, else up until one is not. */
export async function highestRate(run: (rate: number) => Promise<Load>, around: number, say: (line: string) => void): Promise<number> {
  const carries = async (rate: number) => {
    const load = await run(rate)
    const carried = load.acknowledged === load.sent && load.closed === 0 && load.unheard === 0 && load.seconds < highestSeconds * 1.3
    say(
      `  ${rate}/s ${carried ? 'carried' : 'not carried'} (${load.acknowledged} of ${load.sent} acknowledged in ${load.seconds} s, p99 ${load.p99Ms} ms)`,
    )
    return carried
  }
  let rate = around
  while (!(await carries(rate))) {
    rate = Math.round(rate * 0.8)
    if (rate < 500) return 0
  }
  for (;;) {
    const next = Math.round(rate * 1.15)
    if (!(await carries(next))) return rate
    rate = next
  }
}

async function generate(order: object): Promise<Load> {
  const file = join(mkdtempSync(join(tmpdir(), 'load-')), 'order.json')
  writeFileSync(file, JSON.stringify(order))
  return loadSchema.parse(JSON.parse(await output(['scripts/bench/load.ts', file])))
}

const pageSchema = z.object({ items: z.array(z.unknown()), next: z.string().optional() })

async function countIncidents(http: string, token: string): Promise<number> {
  let count = 0
  for (let cursor = ''; ; ) {
    const query = `scenario=forest-fire&limit=200${cursor && `&cursor=${cursor}`}`
    const response = await fetch(`${http}/v1/incidents?${query}`, { headers: { authorization: `Bearer ${token}` } })
    const page = pageSchema.parse(await response.json())
    count += page.items.length
    if (!page.next) return count
    cursor = encodeURIComponent(page.next)
  }
}
