import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Who may not know whom: arrows point inward. */
const rules: { in: RegExp; not: RegExp; why: string }[] = [
  { in: /^domain\//, not: /^(?!domain\/|zod$|node:crypto$)/, why: 'the core knows zod, a hash and itself' },
  {
    in: /^scenarios\/[^/]+\//,
    not: /^(adapters|local|lib|console|lambdas)\b/,
    why: 'a scenario knows the core and itself',
  },
  { in: /^(ledger|pipeline|api)\//, not: /^(adapters|local|lib|console|lambdas)\b/, why: 'only lambdas/ and local/ choose adapters' },
  { in: /^(ledger|pipeline|api|scenarios)\//, not: /^(@middy|@aws|aws-lambda)/, why: "only lambdas/ knows Lambda's shapes" },
  { in: /^adapters\/aws\//, not: /^(local|lib|console|adapters\/local)\b/, why: 'the cloud knows nothing of the laptop' },
  { in: /^(local|console)\//, not: /^(adapters\/aws|@aws|lib)\b/, why: 'the laptop and the console know nothing of AWS' },
  { in: /^lib\//, not: /^(local|console|adapters\/aws)\b/, why: 'infrastructure does not run the county' },
]

function sources(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !/\.test\.ts$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name)))
}

/** Modules a file imports, as paths from the root where they are ours. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8')
  return [...text.matchAll(/from '([^']+)'|import\('([^']+)'\)/g)].map(([, fixed, lazy]) => {
    const name = fixed ?? lazy ?? ''
    if (name.startsWith('#')) return name.slice(1)
    return name.startsWith('.') ? relative(root, join(root, dirname(file), name)) : name
  })
}

const files = ['domain', 'ledger', 'pipeline', 'api', 'scenarios', 'lambdas', 'adapters', 'local', 'lib', 'console/src', 'bin'].flatMap(
  sources,
)

describe('arrows point inward', () => {
  it('in every file', () => {
    const wrong = files.flatMap((file) =>
      rules
        .filter((rule) => rule.in.test(file))
        .flatMap((rule) =>
          importsOf(file)
            .filter((name) => rule.not.test(name))
            .map((name) => `${file} imports ${name}: ${rule.why}`),
        ),
    )
    expect(wrong).toEqual([])
  })

  it('and the check would notice: it looked at many files, and a wrong arrow breaks a rule', () => {
    expect(files.length).toBeGreaterThan(120)
    for (const rule of rules) expect(files.some((file) => rule.in.test(file))).toBe(true)
    expect(rules.some((rule) => rule.in.test('domain/incident/incident.ts') && rule.not.test('adapters/local/store.ts'))).toBe(true)
  })

  it('one scenario never imports another, one feature of the console never another but through the shell', () => {
    const wrong = files.flatMap((file) => {
      const scenario = /^scenarios\/([^/]+)\//.exec(file)?.[1]
      return scenario ? importsOf(file).filter((name) => name.startsWith('scenarios/') && !name.startsWith(`scenarios/${scenario}/`)) : []
    })
    expect(wrong).toEqual([])
  })
})

describe('time and chance come through ports', () => {
  it('in the core, the scenarios and the workers', () => {
    const impure = /Date\.now\(|new Date\(\)|Math\.random\(|setTimeout\(|setInterval\(|process\.env/
    const watched = files.filter((file) => /^(domain|ledger|pipeline|scenarios)\//.test(file))
    expect(watched.length).toBeGreaterThan(60)
    expect(watched.filter((file) => impure.test(readFileSync(join(root, file), 'utf8')))).toEqual([])
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
