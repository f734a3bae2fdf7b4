import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type BuildOptions, buildSync, version } from 'esbuild'
import { BundleCache } from '#lib/bundle-cache.ts'
import type { FunctionPlan } from '#lib/functions.ts'

const root = join(import.meta.dirname, '..')

/** A folder for each function, with its code and the SDK inside, and its part of the county beside it. Code that has not changed stays. */
export function bundleFunctions(plans: readonly FunctionPlan[], sliceFor: (plan: FunctionPlan) => unknown, outFolder: string): void {
  const cache = new BundleCache(root, outFolder, { plans, options, esbuild: version })
  if (!cache.isFresh()) {
    rmSync(outFolder, { recursive: true, force: true })
    cache.keep(bundleAnew(plans, outFolder))
  }
  for (const plan of plans) if (plan.county) writeFileSync(join(outFolder, plan.name, 'county.json'), JSON.stringify(sliceFor(plan)))
}

/**
 * One esbuild pass for most; a function that loads parts on demand is built by itself, since these have to stand in its own folder.
 * Answers the files that went in.
 */
function bundleAnew(plans: readonly FunctionPlan[], outFolder: string): string[] {
  const inOnePass = plans.filter(({ onDemand }) => !onDemand)
  const passes = [
    buildSync({
      ...options,
      outdir: outFolder,
      entryPoints: Object.fromEntries(inOnePass.map(({ name }) => [`${name}/index`, entryOf(name)])),
    }),
    ...plans
      .filter(({ onDemand }) => onDemand)
      .map(({ name }) => buildSync({ ...options, outdir: join(outFolder, name), entryPoints: { index: entryOf(name) }, splitting: true })),
  ]
  return [...new Set(passes.flatMap(({ metafile }) => Object.keys(metafile.inputs)))]
}

function entryOf(name: string): string {
  return `lambdas/${name}.ts`
}

const options = {
  absWorkingDir: root,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  metafile: true,
  platform: 'node',
  target: 'node22',
  format: 'esm',
  minify: true,
  mainFields: ['module', 'main'],
  legalComments: 'none',
  banner: { js: "import{createRequire as countySenseRequire}from'node:module';const require=countySenseRequire(import.meta.url);" },
  // A function's credentials stand in its environment; the SDK's chain of nine other places is a fifth of a bundle.
  alias: {
    '@aws-sdk/credential-provider-node': join(root, 'adapters/aws/lambda-credentials.ts'),
    bowser: join(root, 'adapters/aws/left-out.ts'),
    '@smithy/core/event-streams': join(root, 'adapters/aws/left-out.ts'),
  },
  logLevel: 'error',
} as const satisfies BuildOptions

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
  rmSync(target, { recursive: true, force: true })
  mkdirSync(dirname(target), { recursive: true })
  if (existsSync(built)) cpSync(built, target, { recursive: true })
  else mkdirSync(target)
}
