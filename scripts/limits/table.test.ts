import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { scenarios } from '#scenarios/index.ts'
import { limitsPage } from '#scripts/limits/table.ts'

describe('docs/limits.md', () => {
  it('is what the schemas say; npm run docs:limits writes it anew', () => {
    expect(readFileSync(join(import.meta.dirname, '../../docs/limits.md'), 'utf8')).toBe(limitsPage(scenarios))
  })

  it('names every scenario and gives ranges and defaults', () => {
    const page = limitsPage(scenarios)
    for (const { id } of scenarios) expect(page).toContain(`## ${id} ·`)
    expect(page).toContain('| `gas.alarmLelPct` | 5 – 25 | `10` |')
  })
})
