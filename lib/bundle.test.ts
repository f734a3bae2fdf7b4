import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bundleFunctions } from '#lib/bundle.ts'

it('puts a function’s code, all in one file, beside its part of the county', () => {
  const folder = mkdtempSync(join(tmpdir(), 'functions-'))
  const plan = { name: 'forest-fire', scenarios: ['forest-fire'], people: false, county: true, onDemand: false }
  bundleFunctions([plan, { ...plan, name: 'site', county: false }], ({ scenarios }) => ({ scenarios }), folder)
  expect(readdirSync(join(folder, 'forest-fire')).sort()).toEqual(['county.json', 'index.mjs'])
  expect(readdirSync(join(folder, 'site'))).toEqual(['index.mjs'])
  expect(JSON.parse(readFileSync(join(folder, 'forest-fire', 'county.json'), 'utf8'))).toEqual({ scenarios: ['forest-fire'] })
  const code = readFileSync(join(folder, 'forest-fire', 'index.mjs'), 'utf8')
  expect(code).toMatch(/export\s*\{[^}]*\bhandler\b/)
  // Node's own modules are all that is not in the file.
  const imported = [...code.matchAll(/\bfrom\s*"([^"]+)"/g)].map(([, name]) => name ?? '')
  expect(imported.filter((name) => name.startsWith('@') || name.startsWith('#') || name.startsWith('.'))).toEqual([])
})

it('bundles nothing again while no file has changed, and everything when one has or a plan is another', () => {
  const folder = mkdtempSync(join(tmpdir(), 'functions-'))
  const plan = { name: 'site', scenarios: [], people: false, county: false, onDemand: false }
  const code = join(folder, 'site', 'index.mjs')
  bundleFunctions([plan], () => ({}), folder)
  writeFileSync(code, 'kept')
  bundleFunctions([plan], () => ({}), folder)
  expect(readFileSync(code, 'utf8')).toBe('kept')
  const madeFrom = join(folder, 'made-from.json')
  writeFileSync(madeFrom, readFileSync(madeFrom, 'utf8').replace(/("lambdas\/site.ts":")./, '$1-'))
  bundleFunctions([plan], () => ({}), folder)
  expect(readFileSync(code, 'utf8')).not.toBe('kept')
})
