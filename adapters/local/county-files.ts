import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import type { CountySources } from '#domain/county/county.ts'

export const countiesFolder = join(import.meta.dirname, '../../counties')

/** The ids of the counties there are. */
export function countyIds(): string[] {
  return readdirSync(countiesFolder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
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
  const json = (name: string): unknown => {
    try {
      return JSON.parse(text(name))
    } catch (cause) {
      throw new Error(`${name} of county "${id}": ${cause instanceof Error ? cause.message : 'not JSON'}`, { cause })
    }
  }
  const table = (name: string) => parse(text(name), { columns: true, skip_empty_lines: true, trim: true }) as Record<string, string>[]
  return { county: json('county.json'), areas: json('areas.geojson'), devices: table('devices.csv'), people: table('people.csv') }
}
