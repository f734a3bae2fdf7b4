import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Builds the console when its sources have changed since the last build; says so, because it takes some seconds. */
export async function ensureConsoleBuilt(root) {
  const stamp = join(root, 'dist', 'console', '.sources')
  const sources = fingerprint(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return
  process.stderr.write('Building the console (once) …\n')
  const { build } = await import('vite')
  await build({ root: join(root, 'console'), configFile: join(root, 'console', 'vite.config.ts'), logLevel: 'error' })
  writeFileSync(stamp, sources)
}

function fingerprint(root) {
  const hash = createHash('sha256')
  for (const folder of ['console', 'domain']) {
    for (const file of readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
      .sort()) {
      hash.update(file.slice(root.length)).update(readFileSync(file))
    }
  }
  return hash.update(readFileSync(join(root, 'package-lock.json'))).digest('hex')
}
