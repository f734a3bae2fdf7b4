import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '#local/command-line.ts'
import { handlerFile, placeholder, scenarioFiles } from '#scripts/new-scenario/files.ts'
import { listed, listedOnDemand } from '#scripts/new-scenario/listed.ts'

const root = join(import.meta.dirname, '..')

await runCommand(
  {
    usage: 'npm run new:scenario -- <id>',
    summary:
      'Makes the folder of a new scenario, which starts from the alarm engine, its function and its lines in the lists. Tests fail until what it leaves open is decided. From then on it runs locally, stands in the template, the API and the documents.',
    positional: 'scenario',
    options: { root: { type: 'string', help: 'where scenarios/ and lambdas/ stand (this project)' } },
  },
  async ({ values, positionals: [id = ''] }) => {
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))
      throw new Error('name the scenario in lower-case words with hyphens: npm run new:scenario -- landslide-watch')
    if (isReserved(id)) throw new Error(`"${id}" is a word of the language; add another to it: ${id}-watch`)
    const rooms = String(values.root ?? root)
    const scenarios = join(rooms, 'scenarios')
    const folder = join(scenarios, id)
    if (existsSync(folder)) throw new Error(`${folder} is there already; nothing was changed`)
    const list = join(scenarios, 'index.ts')
    const nextList = listed(readFileSync(list, 'utf8'), id)
    const onDemand = join(scenarios, 'on-demand.ts')
    const nextOnDemand = listedOnDemand(readFileSync(onDemand, 'utf8'), id)
    const files = scenarioFiles(id)
    for (const [file, content] of Object.entries(files)) {
      mkdirSync(join(folder, file, '..'), { recursive: true })
      writeFileSync(join(folder, file), content)
    }
    const handler = join(rooms, 'lambdas', `${id}.ts`)
    mkdirSync(join(rooms, 'lambdas'), { recursive: true })
    writeFileSync(handler, handlerFile(id))
    writeFileSync(list, nextList)
    writeFileSync(onDemand, nextOnDemand)
    format([list, onDemand, handler, ...Object.keys(files).map((file) => join(folder, file))])
    process.stdout.write(
      `made scenarios/${id}, its function lambdas/${id}.ts, and listed it. Tests fail on purpose until every ${placeholder} is gone:\n  npm test -- scenarios/${id} test/architecture\nIts detector starts from the alarm engine (domain/detection/alarm-engine.ts); its README says what it watches for, where its limits come from, and what it cannot see.\nAt the end: npm run docs:limits\n`,
    )
  },
)

/** Where a line breaks and an import stands depends on the name, so the formatter says it. */
function format(files: string[]): void {
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome')
  const { status } = spawnSync(process.execPath, [biome, 'check', '--write', `--config-path=${root}`, ...files], { stdio: 'ignore' })
  if (status !== 0) throw new Error('the scenario was made and listed, but not formatted: npm run check -- --fix says why')
}

/** Whether a program could not give anything this name. */
function isReserved(word: string): boolean {
  try {
    new Function(`"use strict"; const ${word.replaceAll('-', '_')} = 0`)
    return false
  } catch {
    return true
  }
}
