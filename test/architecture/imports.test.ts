import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { castsOf, castsPerThousandLines } from './casts.ts'
import { circlesIn, forbiddenArrows, readImportGraph } from './import-graph.ts'
import { rooms, rules } from './rooms.ts'

const root = join(import.meta.dirname, '../..')
const isCode = (file: string) => !/\.(test|fixture)\.tsx?$/.test(file)
const graph = readImportGraph(root, [...rooms, 'scripts'], isCode)
const files = [...graph.keys()]

describe('arrows go down', () => {
  it('in every file', () => {
    expect(forbiddenArrows(graph, rules)).toEqual([])
  })

  it('and in no circle', () => {
    expect(circlesIn(graph)).toEqual([])
  })

  it('and nothing but tests and scripts uses scripts', () => {
    expect(files.filter((file) => !file.startsWith('scripts/') && graph.get(file)?.some((to) => to.startsWith('scripts/')))).toEqual([])
  })

  it('as far as was looked: many files, and each rule is about some', () => {
    expect(files.length).toBeGreaterThan(450)
    for (const { from, why } of rules)
      expect(
        files.some((file) => from.test(file)),
        why,
      ).toBe(true)
  })

  it.each([
    ['domain/text.ts', 'ledger/keys.ts'],
    ['domain/text.ts', 'node:fs'],
    ['ledger/keys.ts', 'pipeline/relay.ts'],
    ['pipeline/relay.ts', 'api/routes.ts'],
    ['pipeline/relay.ts', 'adapters/local/store.ts'],
    ['api/routes.ts', 'scenarios/index.ts'],
    ['api/routes.ts', 'lambdas/api.ts'],
    ['local/running-county.ts', 'scenarios/forest-fire/scenario.ts'],
    ['local/running-county.ts', 'adapters/aws/store.ts'],
    ['local/running-county.ts', '@aws-sdk/client-s3'],
    ['scenarios/forest-fire/smoke.ts', 'scenarios/fishing-ban/speed.ts'],
    ['scenarios/forest-fire/smoke.ts', 'scenarios/index.ts'],
    ['scenarios/forest-fire/detector.ts', 'ledger/keys.ts'],
    ['scenarios/forest-fire/detector.ts', 'adapters/aws/store.ts'],
    ['lambdas/api.ts', 'local/main.ts'],
    ['lambdas/api.ts', 'adapters/local/identity.ts'],
    ['lib/county-stack.ts', 'local/main.ts'],
    ['lib/county-stack.ts', 'scenarios/forest-fire/scenario.ts'],
    ['adapters/aws/store.ts', 'ledger/keys.ts'],
    ['bin/county-sense.ts', 'domain/text.ts'],
  ])('and the check would notice: %s importing %s', (file, to) => {
    expect(forbiddenArrows(new Map([[file, [to]]]), rules)).not.toEqual([])
  })
})

describe('time and chance come through ports', () => {
  it('in the core, the ledger, the pipeline and the scenarios', () => {
    const impure = /Date\.now\(|new Date\(\)|Math\.random\(|setTimeout\(|setInterval\(|process\.env/
    const watched = files.filter((file) => /^(domain|ledger|pipeline|scenarios)\//.test(file))
    expect(watched.length).toBeGreaterThan(200)
    expect(watched.filter((file) => impure.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
  })
})

describe('what is stored gets its type in the ledger', () => {
  const castOut = /\b\w+(?:\[[^\]]+\])?\??\.value as (?!const\b|never\b)|=> value as |detector as (?!unknown\b)/
  const outside = files.filter((file) => /^(api|pipeline|local|lambdas|scenarios|scripts)\//.test(file))

  it('and nowhere else: no value of a row is cast', () => {
    expect(outside.filter((file) => castOut.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
  })

  it('and the check would notice one', () => {
    for (const planted of [
      'row.value as Incident',
      'items[0]?.value as KeyMemory | undefined',
      'stored.value as { id: string }',
      'memory.detector as FireMemory',
    ])
      expect(castOut.test(planted)).toBe(true)
  })
})

describe('casts', () => {
  it('are rare: at most three in a thousand lines, and no `any`', () => {
    const casts = castsOf(files.map((file) => join(root, file)))
    expect(castsPerThousandLines(casts)).toBeLessThanOrEqual(3)
    expect(casts.any).toBe(0)
  })
})

describe('versions', () => {
  it('are exact, and the tools that must match do', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Record<
      'dependencies' | 'devDependencies',
      Record<string, string>
    >
    for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
    expect(devDependencies['aws-cdk']).toBe('2.1148.1')
    expect(devDependencies['aws-cdk-lib']).toBe('2.276.0')
    expect(devDependencies.typescript).toBe('5.9.3')
  })

  it('come without download addresses', () => {
    expect(readFileSync(join(root, 'package-lock.json'), 'utf8')).not.toContain('"resolved": "http')
  })
})
