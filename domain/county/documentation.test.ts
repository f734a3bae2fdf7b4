import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { countyFileSchema, personSchema } from '#domain/county/county-file.ts'

const page = readFileSync(join(import.meta.dirname, '../../docs/county.md'), 'utf8')

describe('the page about a county’s files', () => {
  it.each(Object.keys(countyFileSchema.shape))('describes %s of county.json', (key) => {
    expect(page).toMatch(new RegExp(`^\\| \`${key}\` \\|`, 'm'))
  })

  it.each(Object.keys(personSchema.shape))('names column %s of people.csv', (column) => {
    expect(page.split('## people.csv')[1]).toContain(`\`${column}\``)
  })
})
