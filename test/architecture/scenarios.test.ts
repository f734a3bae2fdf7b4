import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { kindsOf } from '#domain/county/county-slice.ts'
import { kindNamePattern } from '#domain/observation/kind.ts'
import { readMessage } from '#domain/observation/read-message.ts'
import { emptyMemory } from '#domain/scenario/key-memory.ts'
import { bindCounty } from '#domain/scenario/scenario.ts'
import { scenarios } from '#scenarios/index.ts'
import { placeholder } from '#scripts/new-scenario/files.ts'
import { clock } from '#test/fixtures/clock.ts'
import { ScenarioPlayer } from '#test/fixtures/scenario-player.ts'

const folder = join(import.meta.dirname, '../../scenarios')
const wanted = ['README.md', 'scenario.ts', 'schema.ts', 'memory.ts', 'detector.ts', 'detector.test.ts', 'examples']
const kinds = kindsOf(scenarios)

describe('the list of scenarios', () => {
  it('has every folder and nothing twice', () => {
    const folders = readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name)
    expect(scenarios.map(({ id }) => id).sort()).toEqual(folders.sort())
  })

  it('gives a kind that several scenarios consume one meaning', () => {
    for (const scenario of scenarios)
      if (scenario.kinds !== 'all') for (const kind of scenario.kinds) expect(kinds.get(kind.name)).toBe(kind)
  })
})

describe.each([...kinds.values()].map((kind) => [kind.name, kind] as const))('kind %s', (name, kind) => {
  it('has a name that fits a topic, an example its schema accepts, and a unit for every number at its top', () => {
    expect(name).toMatch(kindNamePattern)
    const parsed = kind.body.safeParse(kind.example)
    expect(parsed.error?.issues ?? []).toEqual([])
    const numbers = Object.entries(kind.example)
      .filter(([, value]) => typeof value === 'number')
      .map(([field]) => field)
    for (const field of numbers.filter((one) => !['cols', 'rows'].includes(one))) expect(Object.keys(kind.units)).toContain(field)
  })
})

describe.each(scenarios.map((scenario) => [scenario.id, scenario] as const))('scenario %s', (id, scenario) => {
  it.each(wanted)('has its %s', (file) => {
    expect(existsSync(join(folder, id, file)), `scenarios/${id}/${file} is missing`).toBe(true)
  })

  it('leaves nothing open that somebody has to decide', () => {
    const files = readdirSync(join(folder, id), { recursive: true, encoding: 'utf8' }).filter((file) => /\.(ts|md|json)$/.test(file))
    const open = files.sort().flatMap((file) =>
      readFileSync(join(folder, id, file), 'utf8')
        .split('\n')
        .flatMap((line, index) => (line.includes(placeholder) ? [`scenarios/${id}/${file}:${index + 1} ${line.trim()}`] : [])),
    )
    expect(open).toEqual([])
  })

  it('says who is harmed, who is sent, and what it cannot see', () => {
    const readme = readFileSync(join(folder, id, 'README.md'), 'utf8')
    for (const heading of ['Who is sent', 'What it cannot see']) expect(readme).toContain(heading)
    expect(scenario.impactIfSilent.zh.length).toBeGreaterThan(5)
    expect(scenario.response.steps.length).toBeGreaterThan(0)
  })

  it('works with the defaults of its limits', () => {
    expect(scenario.limits.safeParse({}).success).toBe(true)
  })

  it.each(readdirSync(join(folder, id, 'examples')).filter((file) => file.endsWith('.json')))(
    'finds in %s what the example says',
    (file) => {
      const example = JSON.parse(readFileSync(join(folder, id, 'examples', file), 'utf8')) as {
        key?: string
        /** Why its timers do not ring. */
        withoutTimers?: string
        limits?: object
        messages: { device?: string; kind?: string; message?: object }[]
        expect: string[]
      }
      if (!example.messages[0]?.message) return // the scenario's own test reads this form
      const limits = bindCounty(scenario, scenario.limits.parse(example.limits ?? {}), { areas: [], ...clock })
      const key = example.key ?? `device:${example.messages[0].device}`
      const player = new ScenarioPlayer(scenario, limits, key, emptyMemory, example.withoutTimers === undefined)
      for (const { device = '', kind = '', message } of example.messages) {
        const site = {
          id: device,
          name: device,
          kinds: [kind],
          site: { lat: 30.2, lon: 150.2 },
          watches: [],
          silenceSeconds: 900,
          status: 'active' as const,
        }
        const payload = new TextEncoder().encode(JSON.stringify(message))
        const receivedAtMs = Date.parse((message as { ts: string }).ts)
        const reading = readMessage({ kinds, offsetMinutes: 480, covers: () => true }, { kind, receivedAtMs, payload }, site, device)
        if (reading.type !== 'observation') throw new Error(`${file}: ${JSON.stringify(reading)}`)
        player.under(example.key ?? `device:${device}`).see(reading.observation)
      }
      expect(player.words()).toEqual(example.expect)
    },
  )
})
