import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { startCounty } from './actors.ts'
import { type Facts, keptIncident } from './facts.ts'
import { keptCounty, writeKeptCounty } from './kept-county.ts'
import { rowsOf } from './rows.ts'
import { beginInMidCourse, cast, decide, register, screen, workCases } from './story.ts'

/**
 * Writes a folder for `folders/` with the county of this code: everything that a county can remember, some of it in mid-course,
 * and what has to be true of it later. All of it comes through the doors, so the folder is one that a county really has.
 *
 *   node scripts/run.mjs test/upgrade/write-folder.ts <folder>
 *   tar -czf test/upgrade/folders/<version>.tar.gz --exclude=LOG* --exclude=LOCK -C <folder> .
 */
const [target] = process.argv.slice(2)
if (target === undefined) throw new Error('name the folder to write')
const folder = resolve(target)
const [countyFolder, dataFolder] = [join(folder, keptCounty), join(folder, 'data')]
/** A forenoon of the county, far ahead of the clocks of all machines on which the folder will be opened. */
const startMs = Date.parse('2060-06-15T10:00:00+08:00')
/** The county sweeps once a minute. What is to be in mid-course begins shortly before a sweep, since the next start goes on from there. */
const [minuteMs, leadMs, tailMs] = [60_000, 12_000, 2_000]

mkdirSync(dataFolder, { recursive: true })
writeKeptCounty(countyFolder)
const county = await startCounty(countyFolder, dataFolder, startMs)
const everybody = await cast(county)
const decided = await decide(everybody)
const enrolledAgain = await register(everybody)
const answered = await workCases(everybody)
await screen(everybody)

const elapsedMs = county.now() - startMs
/** Limits take effect a minute after they were decided. */
const minutes = Math.max(2, Math.ceil((elapsedMs + leadMs) / minuteMs))
const lastSweepMs = startMs + minutes * minuteMs
await sleep(lastSweepMs - leadMs - county.now())
const { next, later } = await beginInMidCourse(everybody)
if (county.now() > lastSweepMs - 1_000) throw new Error('this machine is too slow just now: the sweep came in between; try again')
await sleep(lastSweepMs + tailMs - county.now())

const incidents = await everybody.incidents()
const devices = (await everybody.admin('GET', '/v1/devices?limit=200')).items as { id: string; status: string }[]
const rejected = (await everybody.admin('GET', '/v1/rejected-messages')).items as { id: string; state: string }[]
const writtenAtMs = county.now()
await county.stop()

const rows = await rowsOf(dataFolder)
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8'))
const facts: Facts = {
  version,
  county: keptCounty,
  writtenAtMs,
  incidents: incidents.map(keptIncident),
  events: rows.filter(({ pk, sk }) => pk.startsWith('FEED#') && sk !== 'head').map(({ value }) => (value as { id: string }).id),
  memories: rows.filter(({ pk }) => pk.startsWith('MEMORY#')).map(({ pk }) => pk.slice('MEMORY#'.length)),
  orders: county.orders.map(({ id }) => id),
  devices: Object.fromEntries(devices.map(({ id, status }) => [id, status])),
  enrolledAgain,
  rejected: Object.fromEntries(rejected.map(({ id, state }) => [id, state])),
  answered,
  ...decided,
  next,
  later,
}
writeFileSync(join(folder, 'facts.json'), `${JSON.stringify(facts, undefined, 1)}\n`)
const count = (values: string[]) => [...new Set(values)].map((one) => `${values.filter((value) => value === one).length} ${one}`).join(', ')
process.stdout.write(`incidents: ${count(incidents.map(({ status }) => status))}\n`)
process.stdout.write(`rows: ${count(rows.map(({ pk }) => pk.split('#')[0] ?? ''))}\n`)
process.stdout.write(`written in ${Math.round((writtenAtMs - startMs) / 1_000)} s to ${folder}\n`)
process.exit(0)
