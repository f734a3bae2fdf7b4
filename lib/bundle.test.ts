import { mkdtempSync, readdirSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { bundleHandlers } from '#lib/bundle.ts'

it('puts a function’s code, all in one file, beside the county’s files', () => {
  const folder = mkdtempSync(join(tmpdir(), 'functions-'))
  bundleHandlers({ timer: 'lambdas/workers/timer/handler.ts' }, { county: { id: 'demo' } }, folder)
  expect(readdirSync(join(folder, 'timer')).sort()).toEqual(['county.json', 'index.mjs'])
  expect(JSON.parse(readFileSync(join(folder, 'timer', 'county.json'), 'utf8'))).toEqual({ county: { id: 'demo' } })
  const code = readFileSync(join(folder, 'timer', 'index.mjs'), 'utf8')
  expect(code).toMatch(/export\s*\{[^}]*\bhandler\b/)
  // Node's own modules are all that is not in the file.
  const imported = [...code.matchAll(/\bfrom\s*"([^"]+)"/g)].map(([, name]) => name ?? '')
  expect(imported.filter((name) => name.startsWith('@') || name.startsWith('#') || name.startsWith('.'))).toEqual([])
})
