import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import * as z from 'zod'

const root = join(import.meta.dirname, '../..')

export type Usage = { rssMb: number; cpuSeconds: number }
export type Server = { child: ChildProcess; port: number; http?: string }

function run(args: string[]): ChildProcess {
  // The young generation as `npm start` has it.
  return spawn(process.execPath, ['--max-semi-space-size=64', 'scripts/run.mjs', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
}

/** Where a program says that it can be reached, once it is ready. */
const readySchema = z.object({ port: z.number().optional(), mqtt: z.string().optional(), http: z.string().optional() })

/** Starts one of the project's programs that says in a line of JSON when it is ready. */
export async function ready(args: string[]): Promise<Server> {
  const child = run(args)
  const line = readySchema.parse(JSON.parse(await firstLine(child)))
  return { child, port: line.port ?? Number(new URL(line.mqtt ?? '').port), ...(line.http && { http: line.http }) }
}

function firstLine(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    child.stdout?.on('data', (chunk) => {
      text += chunk
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
    child.once('exit', () => reject(new Error(`it ended before it was ready: ${text}`)))
  })
}

/** The first line a program prints. */
export async function output(args: string[]): Promise<string> {
  return (await firstLine(run(args))).trim()
}

/** Ends a program and waits for it. */
export function stop(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    child.kill('SIGTERM')
  })
}

/** Resident memory of a process in megabytes and the processor time it has used in seconds; 0 where they cannot be read. */
export function usageOf({ child }: Server): Usage {
  const { status, stdout } = spawnSync('ps', ['-o', 'rss=,cputimes=', '-p', String(child.pid)], { encoding: 'utf8' })
  const [kilobytes = 0, cpuSeconds = 0] = status === 0 ? stdout.trim().split(/\s+/).map(Number) : []
  return { rssMb: Math.round(kilobytes / 1024), cpuSeconds }
}
