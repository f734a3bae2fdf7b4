import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import * as z from 'zod'
import { LocalArchive } from '#adapters/local/archive.ts'
import type { Incident } from '#domain/incident/incident.ts'
import { parseMessageTime } from '#domain/observation/message-time.ts'
import { fileLimits } from '#ledger/limits.ts'
import { runCommand } from '#local/command-line.ts'
import { loadCounty } from '#local/load-county.ts'
import { backtest } from '#pipeline/backtest/backtest.ts'
import { countyContext, scenariosOf } from '#scenarios/county-context.ts'
import { readJsonFile } from '#scripts/json-file.ts'

const root = join(import.meta.dirname, '..')
const examples = 10

await runCommand(
  {
    usage: 'npm run backtest -- --scenario <id> --limits <file> --from <time> --to <time>',
    summary:
      'Tries other limits on what a local county has recorded, before they are switched on: how many incidents more and fewer, and which. Nothing is stored and nobody is told. The file holds overrides as in county.json; what it does not name stays. It compares with the limits of county.json; the simulate operation of the API knows the versions decided since.',
    options: {
      scenario: { type: 'string', help: 'the scenario whose limits are tried' },
      limits: { type: 'string', help: 'a file of JSON with the overrides' },
      from: { type: 'string', help: 'RFC 3339 time, e.g. 2026-11-23T00:00:00+08:00' },
      to: { type: 'string', help: 'RFC 3339 time' },
      county: { type: 'string', help: 'the county (demo)' },
      data: { type: 'string', help: 'its data folder (.county/<county>)' },
      json: { type: 'boolean', help: 'print one line of JSON' },
    },
  },
  async ({ values }) => {
    const county = loadCounty(String(values.county ?? 'demo'))
    const scenario = scenariosOf(county).find(({ id }) => id === values.scenario)
    if (!scenario) throw new Error(`--scenario takes one of ${county.enabled.join(', ')}, not ${values.scenario}`)
    if (typeof values.limits !== 'string' || !existsSync(values.limits)) throw new Error('--limits takes a file of JSON with the overrides')
    const [fromMs, toMs] = [momentOf(values.from, 'from'), momentOf(values.to, 'to')]
    if (toMs <= fromMs) throw new Error('--to must be after --from')
    const folder = resolve(String(values.data ?? join(root, '.county', county.file.id)))
    if (!existsSync(join(folder, 'archive'))) throw new Error(`${folder} holds no archive; run the county there first, or name --data`)
    const facts = countyContext(county)
    const overrides = z.record(z.string(), z.unknown()).safeParse(readJsonFile(values.limits))
    if (!overrides.success) throw new Error(`${values.limits} must hold one object with the limits to try, as in county.json`)
    const tried = facts.limitsWith(scenario.id, overrides.data)
    if (!tried.ok) throw new Error(tried.problems.map(({ path, message, remedy }) => `${path}: ${message}; ${remedy}`).join('\n'))
    const devices = new Map(county.devices.map((device) => [device.id, device]))
    const services = {
      archive: new LocalArchive(join(folder, 'archive')),
      county: facts,
      limits: fileLimits(facts),
      registry: { lookUp: async () => devices },
      clock: { now: Date.now },
    }
    const result = await backtest(services, { scenario, limits: tried.limits, fromMs, toMs })
    const { added, removed, changed, kept, messages, skipped, lacksBeforeMs } = result
    const lacksBefore = lacksBeforeMs === undefined ? undefined : new Date(lacksBeforeMs).toISOString()
    if (values.json) {
      const counts = { messages, added: added.length, removed: removed.length, kept, changed: changed.length, skipped, lacksBefore }
      process.stdout.write(`${JSON.stringify({ ...counts, addedIncidents: added.map(lineOf), removedIncidents: removed.map(lineOf) })}\n`)
      return
    }
    process.stdout.write(
      [
        `${scenario.id}: +${added.length} −${removed.length} incidents, ${kept} as before, ${changed.length} of these judged otherwise (${messages} messages)`,
        ...(lacksBefore ? [`  nothing is kept of before ${lacksBefore}`] : []),
        ...Object.entries(skipped).map(([reason, count]) => `  left out: ${count} ${reason}`),
        ...added.slice(0, examples).map((incident) => `  + ${lineOf(incident)}`),
        ...removed.slice(0, examples).map((incident) => `  − ${lineOf(incident)}`),
        '',
      ].join('\n'),
    )
  },
)

function momentOf(value: string | boolean | undefined, name: string): number {
  const moment = parseMessageTime(value, 0)
  if (moment === undefined) throw new Error(`--${name} takes a time such as 2026-11-23T00:00:00+08:00, not ${value}`)
  return moment
}

function lineOf({ episodeStartedAtMs, severity, level, subject, title }: Incident): string {
  return `${new Date(episodeStartedAtMs).toISOString()} ${severity} ${level} ${subject} ${title.en}`
}
