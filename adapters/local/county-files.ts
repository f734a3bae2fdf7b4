import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { CountySources } from '#domain/county/county.ts'
import { csvOptions, linedRecordsSchema, type Table, tableOf } from '#domain/county/table.ts'

export const countiesFolder = join(import.meta.dirname, '../../counties')

/** The ids of the counties there are. */
export function countyIds(): string[] {
  return readdirSync(countiesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name)
}

/** A county folder's files, read and taken apart, not yet checked. Throws with the file's name when one cannot be read. */
export function readCountyFiles(id: string, folder = join(countiesFolder, id)): CountySources {
  const text = (name: string) => {
    try {
      return readFileSync(join(folder, name), 'utf8').replace(/^\uFEFF/, '')
    } catch (cause) {
      throw new Error(`county "${id}" has no readable ${name}; counties are ${countyIds().join(', ')}`, { cause })
    }
  }
  const taken = <T>(name: string, apart: (content: string) => T): T => {
    const content = text(name)
    try {
      return apart(content)
    } catch (cause) {
      throw new Error(`${name} of county "${id}": ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
    }
  }
  return {
    folder: id,
    county: taken('county.json', unknownJson),
    areas: taken('areas.geojson', unknownJson),
    devices: taken('devices.csv', csvTable),
    people: taken('people.csv', csvTable),
  }
}

function unknownJson(text: string): unknown {
  return JSON.parse(text)
}

function csvTable(text: string): Table {
  return tableOf(linedRecordsSchema.parse(parse(text, csvOptions)))
}
