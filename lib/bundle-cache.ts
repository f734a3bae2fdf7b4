import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'

const keptSchema = z.strictObject({ settings: z.string(), inputs: z.record(z.string(), z.string()) })

/** What a folder of bundles was made from: while none of it has changed, nothing need be bundled again. */
export class BundleCache {
  readonly #root: string
  readonly #file: string
  readonly #settings: string

  /** `settings`: all that decides the result beside the files themselves. */
  constructor(root: string, outFolder: string, settings: unknown) {
    this.#root = root
    this.#file = join(outFolder, 'made-from.json')
    this.#settings = digest(JSON.stringify(settings))
  }

  isFresh(): boolean {
    if (!existsSync(this.#file)) return false
    const kept = keptSchema.safeParse(JSON.parse(readFileSync(this.#file, 'utf8')))
    if (!kept.success || kept.data.settings !== this.#settings) return false
    return Object.entries(kept.data.inputs).every(([path, hash]) => this.#hashOf(path) === hash)
  }

  keep(paths: readonly string[]): void {
    const inputs = Object.fromEntries(paths.map((path) => [path, this.#hashOf(path) ?? '']))
    writeFileSync(this.#file, JSON.stringify({ settings: this.#settings, inputs }))
  }

  #hashOf(path: string): string | undefined {
    const file = join(this.#root, path)
    return existsSync(file) ? digest(readFileSync(file)) : undefined
  }
}

function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex')
}
