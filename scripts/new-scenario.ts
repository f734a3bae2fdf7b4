import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runCommand } from '#scripts/command-line.ts'
import { scenarioFiles } from '#scripts/new-scenario/files.ts'
import { listed } from '#scripts/new-scenario/listed.ts'

await runCommand(
  {
    usage: 'npm run new:scenario -- <id>',
    summary:
      'Makes the folder of a new scenario with a failing example, and puts its line into the list. From then on it runs locally, stands in the template, the API and the documents.',
    options: { folder: { type: 'string', help: 'the scenarios folder (lambdas/scenarios)' } },
  },
  async ({ values, positionals: [id = '', surplus] }) => {
    if (surplus !== undefined) throw new Error(`one scenario at a time: what is "${surplus}" for?`)
    if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))
      throw new Error('name the scenario in lower-case words with hyphens: npm run new:scenario -- landslide-watch')
    if (isReserved(id)) throw new Error(`"${id}" is a word of the language; add another to it: ${id}-watch`)
    const scenarios = String(values.folder ?? join(import.meta.dirname, '..', 'lambdas', 'scenarios'))
    const folder = join(scenarios, id)
    if (existsSync(folder)) throw new Error(`${folder} is there already; nothing was changed`)
    const list = join(scenarios, 'index.ts')
    const nextList = listed(readFileSync(list, 'utf8'), id)
    for (const [file, content] of Object.entries(scenarioFiles(id))) {
      mkdirSync(join(folder, file, '..'), { recursive: true })
      writeFileSync(join(folder, file), content)
    }
    writeFileSync(list, nextList)
    process.stdout.write(
      `made lambdas/scenarios/${id} and listed it. Its example fails on purpose:\n  npm test -- lambdas/scenarios/${id}\nThen write down in its README what it watches for, where its limits come from, and what it cannot see.\n`,
    )
  },
)

/** Whether a program could not give anything this name. */
function isReserved(word: string): boolean {
  try {
    new Function(`"use strict"; const ${word.replaceAll('-', '_')} = 0`)
    return false
  } catch {
    return true
  }
}
