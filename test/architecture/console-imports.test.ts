import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scenarios } from '#scenarios/index.ts'
import { scenarioPages } from '../../console/src/app/pages.ts'
import { type ArrowRule, circlesIn, forbiddenArrows, readImportGraph } from './import-graph.ts'

const src = 'console/src'
const graph = readImportGraph(join(import.meta.dirname, '../..'), [src], (file) => !/\.test\.tsx?$/.test(file))

const isIn = (to: string, ...folders: string[]) => folders.some((folder) => to.startsWith(`${src}/${folder}/`))
const isOurs = (to: string) => to.startsWith(`${src}/`)

/** app → features → shared → locales; the one entry stands above them. */
const rules: ArrowRule[] = [
  { from: /^console\/src\/[^/]+$/, never: (to) => isIn(to, 'features'), why: 'the entry starts the app, which composes the features' },
  {
    from: /^console\/src\/app\//,
    never: (to) => isOurs(to) && !isIn(to, 'app', 'features', 'shared', 'locales'),
    why: 'nothing starts the entry',
  },
  {
    from: /^console\/src\/features\/([^/]+)\//,
    never: (to, feature) => isOurs(to) && !isIn(to, `features/${feature}`, 'shared', 'locales'),
    why: 'a feature knows itself and what is shared; the app puts features beside one another',
  },
  {
    from: /^console\/src\/shared\//,
    never: (to) => isOurs(to) && !isIn(to, 'shared', 'locales'),
    why: 'what is shared knows nobody who shares it',
  },
  { from: /^console\/src\/locales\//, never: (to) => isOurs(to) && !isIn(to, 'locales'), why: 'texts know no page' },
  {
    from: /^console\/src\//,
    never: /^(?!console\/src\/|domain\/|scenarios\/[^/]+\/api-schema\.ts$).*\.(tsx?|json)$/,
    why: "of the rest of the repository the console knows the core and what a scenario's API answers",
  },
]

describe('the files of the console', () => {
  it('import in no circle', () => {
    expect(circlesIn(graph)).toEqual([])
  })

  it('import downwards only, no feature another one, and nothing of the server', () => {
    expect(forbiddenArrows(graph, rules)).toEqual([])
  })

  it('were looked at: all of them, and each rule is about some', () => {
    expect(graph.size).toBeGreaterThan(70)
    for (const { from } of rules) expect([...graph.keys()].some((file) => from.test(file))).toBe(true)
    expect(
      [...graph.values()]
        .flat()
        .filter((to) => isOurs(to) && !to.endsWith('.css'))
        .filter((to) => !graph.has(to)),
    ).toEqual([])
  })
})

describe('the check of them would notice', () => {
  it('a planted circle, also through a type or a page that is loaded later', () => {
    const feature = `${src}/features/desk/incident-list.tsx`
    const planted = new Map([...graph, [feature, [...(graph.get(feature) ?? []), `${src}/app/app.tsx`]]])
    expect(circlesIn(planted).flat()).toEqual(expect.arrayContaining([`${src}/app/app.tsx`, `${src}/app/desk-page.tsx`, feature]))
  })

  it.each([
    ['features/case/actions.tsx', `${src}/features/desk/use-desk-keys.ts`],
    ['features/case/actions.tsx', `${src}/features/case-notes/notes.ts`],
    ['features/case/actions.tsx', `${src}/app/app.tsx`],
    ['shared/people.ts', `${src}/features/case/actions.tsx`],
    ['shared/people.ts', `${src}/main.tsx`],
    ['locales/case.ts', `${src}/shared/language.tsx`],
    ['app/app.tsx', `${src}/main.tsx`],
    ['main.tsx', `${src}/features/case/actions.tsx`],
    ['shared/api.ts', 'local/main.ts'],
    ['features/screening/queue.tsx', 'scenarios/epidemic-control/detector.ts'],
    ['features/screening/queue.tsx', 'console/vite.config.ts'],
    ['shared/api.ts', 'package.json'],
  ])('a wrong import: %s → %s', (file, to) => {
    expect(forbiddenArrows(new Map([[`${src}/${file}`, [to]]]), rules)).toHaveLength(1)
  })

  it.each([
    ['features/case/actions.tsx', `${src}/features/case/commands.ts`],
    ['features/case/actions.tsx', `${src}/locales/case.ts`],
    ['features/screening/queue.tsx', 'scenarios/epidemic-control/api-schema.ts'],
    ['shared/api.ts', 'domain/api/common.ts'],
    ['features/map/county-map.tsx', 'maplibre-gl/dist/maplibre-gl.css'],
  ])('and lets the right ones be: %s → %s', (file, to) => {
    expect(forbiddenArrows(new Map([[`${src}/${file}`, [to]]]), rules)).toEqual([])
  })
})

describe('the pages of scenarios', () => {
  it('are those that a scenario names in its definition', () => {
    expect(Object.keys(scenarioPages).sort()).toEqual(scenarios.flatMap(({ page }) => page ?? []).sort())
  })
})
