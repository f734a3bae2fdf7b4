import { basename, resolve } from 'node:path'
import { countyIds, readCountyFiles } from '#adapters/local/county-files.ts'
import { type County, parseCounty } from '#domain/county/county.ts'
import { scenarios as allScenarios } from '#scenarios/index.ts'

/** A county's files are not right; the problems say where and what to do. */
export class CountyInvalid extends Error {
  override readonly name = 'CountyInvalid'
}

/** Reads and checks a county, by its id or by a path to its folder, or throws with every problem on a line of its own. */
export function loadCounty(id: string): County {
  const folder = id.includes('/') ? resolve(id) : undefined
  if (!folder && !countyIds().includes(id)) throw new CountyInvalid(`there is no county "${id}"; counties are ${countyIds().join(', ')}`)
  const result = parseCounty(folder ? readCountyFiles(basename(folder), folder) : readCountyFiles(id), allScenarios)
  if (result.ok) return result.county
  const lines = result.problems.slice(0, 20).map(({ path, message, remedy }) => `  ${path}: ${message}. ${remedy}`)
  throw new CountyInvalid(`county "${id}" has ${result.problems.length} problem(s):\n${lines.join('\n')}`)
}
