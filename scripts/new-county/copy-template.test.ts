import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countiesFolder, readCountyFiles } from '#adapters/local/county-files.ts'
import { parseCounty } from '#domain/county/county.ts'
import { scenarios } from '#scenarios/index.ts'
import { copyTemplate } from '#scripts/new-county/copy-template.ts'

let folder = ''
const name = { zh: '清"江"县', en: 'Qing $& Jiang' }

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counties-'))
  await cp(join(countiesFolder, 'template'), join(folder, 'template'), { recursive: true })
})
afterEach(() => rm(folder, { recursive: true }))

describe('a new county', () => {
  it('is in order at once, under its own id, names and code, whatever characters they have', async () => {
    await copyTemplate(folder, { id: 'qing-jiang', name, adcode: '990123' })
    const result = parseCounty(readCountyFiles('qing-jiang', join(folder, 'qing-jiang')), scenarios)
    expect(result).toMatchObject({ ok: true, county: { file: { id: 'qing-jiang', name, adcode: '990123', status: 'drill' } } })
    expect(await readdir(folder)).toEqual(['qing-jiang', 'template'])
  })

  it('has nothing of the template’s name left in it', async () => {
    await copyTemplate(folder, { id: 'qing-jiang', name })
    for (const file of await readdir(join(folder, 'qing-jiang'))) {
      const text = await readFile(join(folder, 'qing-jiang', file), 'utf8')
      expect(text).not.toMatch(/模板县|Template County|"id": "template"/)
    }
  })

  it('never replaces one that exists', async () => {
    await expect(copyTemplate(folder, { id: 'template', name })).rejects.toThrow('exists already')
    const before = await readFile(join(folder, 'template', 'county.json'), 'utf8')
    expect(before).toContain('模板县')
  })

  it.each([
    ['an id with capitals', { id: 'Qing', name }, 'no county id'],
    ['an id that leaves the folder', { id: '../qing', name }, 'no county id'],
    ['a code of five digits', { id: 'qing', name, adcode: '42050' }, 'six digits'],
    ['no English name', { id: 'qing', name: { zh: '清江县', en: ' ' } }, 'both languages'],
  ])('is refused with %s, and nothing is left behind', async (_title, county, message) => {
    await expect(copyTemplate(folder, county)).rejects.toThrow(message)
    expect(await readdir(folder)).toEqual(['template'])
  })
})
