import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { buildSync } from 'esbuild'

const root = join(import.meta.dirname, '..')

/** Names of the functions and where their handlers stand. Scenarios add themselves. */
export type Entries = Record<string, string>

/** One esbuild pass over all handlers: a folder for each, with its code, the SDK inside, and the county's files beside it. */
export function bundleHandlers(entries: Entries, county: unknown, outFolder: string): void {
  rmSync(outFolder, { recursive: true, force: true })
  buildSync({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(Object.entries(entries).map(([name, file]) => [`${name}/index`, file])),
    outdir: outFolder,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'esm',
    minify: true,
    keepNames: true,
    mainFields: ['module', 'main'],
    legalComments: 'none',
    banner: { js: "import{createRequire as countySenseRequire}from'node:module';const require=countySenseRequire(import.meta.url);" },
    logLevel: 'error',
  })
  for (const name of Object.keys(entries)) writeFileSync(join(outFolder, name, 'county.json'), JSON.stringify(county))
}

/** The folders of the functions without code, for whoever asks for the template alone. */
export function emptyBundles(names: readonly string[], outFolder: string): void {
  for (const name of names) {
    mkdirSync(join(outFolder, name), { recursive: true })
    writeFileSync(join(outFolder, name, 'index.mjs'), '')
  }
}

/** The built console beside the site's handler; a template can be made before the console is. */
export function addConsole(outFolder: string, site: string): void {
  const built = join(root, 'dist', 'console')
  const target = join(outFolder, site, 'console')
  mkdirSync(dirname(target), { recursive: true })
  if (existsSync(built)) cpSync(built, target, { recursive: true })
  else mkdirSync(target)
}
