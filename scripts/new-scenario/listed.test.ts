import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { listed } from '#scripts/new-scenario/listed.ts'

describe('a new scenario in the list', () => {
  it('stands at the end of a list on one line', () => {
    expect(listed("import { a } from 'a'\n\nexport const scenarios = [a]\n", 'flood-siren')).toBe(
      "import { a } from 'a'\nimport { floodSiren } from '#scenarios/flood-siren/scenario.ts'\n\nexport const scenarios = [a, floodSiren]\n",
    )
  })

  it('stands at the end of a list on many lines, such as the one there is', () => {
    const list = readFileSync(join(import.meta.dirname, '../../scenarios/index.ts'), 'utf8')
    const entries = (source: string) => source.slice(source.lastIndexOf('= [')).match(/\w+/g) ?? []
    expect(entries(listed(list, 'flood-siren'))).toEqual([...entries(list), 'floodSiren'])
    expect(listed(list, 'flood-siren')).not.toMatch(/,\s*,/)
  })
})
