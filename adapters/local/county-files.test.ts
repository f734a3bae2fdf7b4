import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { countiesFolder, countyIds, readCountyFiles } from '#adapters/local/county-files.ts'
import { parseCounty } from '#domain/county/county.ts'
import { scenarios } from '#scenarios/index.ts'

let folder = ''
const write = (name: string, text: string) => writeFileSync(join(folder, name), text)
const read = () => readCountyFiles('template', folder)

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'county-'))
  cpSync(join(countiesFolder, 'template'), folder, { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('the files of a county', () => {
  it.each(countyIds())('are in order in counties/%s', (id) => {
    const result = parseCounty(readCountyFiles(id), scenarios)
    expect(result.ok ? [] : result.problems).toEqual([])
  })

  it('may come from a spreadsheet: byte order mark, Windows line ends, quotes, blank lines', () => {
    write(
      'devices.csv',
      '\uFEFFid,name,kinds,lat,lon\r\n\r\nws-1,"Station, ""north""",weather,25.1,160.05\r\n\r\n\r\nws-2,二号,weather,25.1,160.06\r\n',
    )
    expect(read().devices?.rows).toEqual([
      { line: 3, cells: { id: 'ws-1', name: 'Station, "north"', kinds: 'weather', lat: '25.1', lon: '160.05' } },
      { line: 6, cells: { id: 'ws-2', name: '二号', kinds: 'weather', lat: '25.1', lon: '160.06' } },
    ])
  })

  it.each([
    ['county.json', '{"id": "template",}', /^county\.json of county "template": .*JSON/],
    ['devices.csv', 'id,name\nws-1\n', /^devices\.csv of county "template": .*line 2/],
    ['people.csv', 'id,name\np-1,"open\n', /^people\.csv of county "template": .*[Qq]uote/],
  ])('are refused by name when %s cannot be read', (name, content, message) => {
    write(name, content)
    expect(read).toThrow(message)
  })

  it('are refused by name when one is missing', () => {
    rmSync(join(folder, 'people.csv'))
    expect(read).toThrow(/"template" has no readable people\.csv; counties are .*demo/)
  })
})
