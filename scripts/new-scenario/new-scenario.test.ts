import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const run = (...given: string[]) =>
  execFileSync(process.execPath, ['scripts/run.mjs', 'scripts/new-scenario.ts', ...given], { cwd: root, encoding: 'utf8', stdio: 'pipe' })

let folder = ''
const copyLists = () => {
  for (const list of ['scenarios/index.ts', 'scenarios/on-demand.ts']) cpSync(join(root, list), join(folder, list))
}
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'scenarios-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a new scenario', () => {
  it('is not begun under a word of the language, with a word too many, or where there is no list', () => {
    expect(() => run('abc', '--root', folder)).toThrow('index.ts')
    expect(existsSync(join(folder, 'scenarios/abc'))).toBe(false)
    copyLists()
    const before = readFileSync(join(folder, 'scenarios/index.ts'), 'utf8')
    expect(() => run('class', '--root', folder)).toThrow('a word of the language')
    expect(() => run('air-watch', 'surplus', '--root', folder)).toThrow('surplus')
    expect(readFileSync(join(folder, 'scenarios/index.ts'), 'utf8')).toBe(before)
    run('air-watch', '--root', folder)
    expect(readFileSync(join(folder, 'scenarios/index.ts'), 'utf8')).toContain('airWatch')
  })

  it.each(['ice', 'landslide-watch', 'watch-on-slopes-above-villages-after-days-of-heavy-rain'])(
    'passes the lint and the format under a name such as %s',
    (id) => {
      copyLists()
      run(id, '--root', folder)
      const biome = [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'check', `--config-path=${root}`, '--error-on-warnings', folder]
      const { status, stdout, stderr } = spawnSync(process.execPath, biome, { encoding: 'utf8' })
      expect({ status, said: stdout + stderr }).toMatchObject({ status: 0, said: expect.stringContaining('Checked') })
    },
  )
})
