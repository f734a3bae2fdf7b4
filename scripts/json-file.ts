import { readFileSync } from 'node:fs'

/** What a file of JSON holds; what is wrong with it is told with its name. */
export function readJsonFile(file: string): unknown {
  return parseJson(readFileSync(file, 'utf8'), file)
}

/** What a text of JSON says; what is wrong with it is told with the place it comes from. */
export function parseJson(text: string, place: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new Error(`${place} is not JSON: ${error instanceof Error ? error.message : error}`)
  }
}
