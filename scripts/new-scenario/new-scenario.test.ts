import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const run = (...given: string[]) =>
  execFileSync(process.execPath, ['scripts/run.mjs', 'scripts/new-scenario.ts', ...given], { cwd: root, encoding: 'utf8', stdio: 'pipe' })

describe('a new scenario', () => {
  it('is not begun under a word of the language, with a word too many, or where there is no list', () => {
    const folder = mkdtempSync(join(tmpdir(), 'scenarios-'))
    expect(() => run('abc', '--folder', folder)).toThrow('index.ts')
    expect(existsSync(join(folder, 'abc'))).toBe(false)
    cpSync(join(root, 'lambdas/scenarios/index.ts'), join(folder, 'index.ts'))
    const before = readFileSync(join(folder, 'index.ts'), 'utf8')
    expect(() => run('class', '--folder', folder)).toThrow('a word of the language')
    expect(() => run('air-watch', 'surplus', '--folder', folder)).toThrow('surplus')
    expect(readFileSync(join(folder, 'index.ts'), 'utf8')).toBe(before)
    run('air-watch', '--folder', folder)
    expect(readFileSync(join(folder, 'index.ts'), 'utf8')).toContain('airWatch')
  })
})
