import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { LedgerFile } from '#adapters/local/ledger-file.ts'
import { allRows } from '#adapters/local/store.ts'
import type { Item } from '#domain/ports.ts'

const folders = join(import.meta.dirname, 'folders')

/** The folders that are kept, by the version that wrote each. */
export function keptFolders(): { version: string; archive: string }[] {
  return readdirSync(folders)
    .filter((name) => name.endsWith('.tar.gz'))
    .map((name) => ({ version: name.slice(0, -'.tar.gz'.length), archive: join(folders, name) }))
}

/** Unpacks a kept folder to a place of its own: `<it>/data`, `<it>/<county>` and `<it>/facts.json`. */
export function unpacked(archive: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'kept-'))
  const { status, error } = spawnSync('tar', ['-xzf', archive, '-C', folder])
  if (status !== 0) throw new Error(`${archive} could not be unpacked: tar answered ${status}`, { cause: error })
  return folder
}

/** Every row of a data folder whose county is not running, in the order of their keys. */
export async function rowsOf(dataFolder: string): Promise<Item[]> {
  const file = await LedgerFile.open(join(dataFolder, 'ledger'))
  try {
    return await allRows(file)
  } finally {
    await file.close()
  }
}

/** One row a line, as another store can take it: key, value, version, views and when it expires. */
export function asJsonLines(rows: Iterable<Item>): string {
  return Array.from(rows, (row) => `${JSON.stringify(row)}\n`).join('')
}
