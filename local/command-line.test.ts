import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { numberOption, wholeNumberOption } from '#local/command-line.ts'

const root = join(import.meta.dirname, '..')
const folder = mkdtempSync(join(tmpdir(), 'command-'))
const recorded = join(folder, 'recorded.jsonl')
writeFileSync(recorded, '')
afterAll(() => rmSync(folder, { recursive: true }))

describe('a number of an option', () => {
  it('lies within its bounds, and is whole where a fraction means nothing', () => {
    expect(numberOption(undefined, 'hours', 8, 0.01, 24)).toBe(8)
    expect(numberOption('0.5', 'hours', 8, 0.01, 24)).toBe(0.5)
    expect(() => numberOption('25', 'hours', 8, 0.01, 24)).toThrow('--hours takes a number from 0.01 to 24, not "25"')
    expect(wholeNumberOption('80', 'port', 8080, 0, 65_535)).toBe(80)
    expect(() => wholeNumberOption('80.5', 'port', 8080, 0, 65_535)).toThrow('--port takes a whole number from 0 to 65535, not "80.5"')
  })
})

describe('a command', () => {
  it.each([
    ['a word where there is nothing to name', 'token.ts extra', 2, 'what is "extra" for?'],
    ['a second file', `replay.ts ${recorded} extra`, 2, 'one file at a time: what is "extra" for?'],
    ['a token of nobody', 'token.ts', 1, 'name one of --role and --person; there are '],
    ['a token of two', 'token.ts --role duty-officer --person wang-min', 1, 'name one of --role and --person; there are '],
    ['a token of somebody who is not there', 'token.ts --person nobody', 1, 'nobody in county "demo" fits; there are '],
    ['the messages of a file that is not there', 'replay.ts missing.jsonl --county nope', 1, 'missing.jsonl cannot be read'],
    ['messages to a county that is not there', `replay.ts ${recorded} --county nope`, 1, 'there is no county "nope"; counties are '],
    ['the ledger of a county that is not there', 'verify.ts --county nope', 1, 'there is no county "nope"; counties are '],
    ['a county whose id is none, names or not', 'new-county.ts Bad', 1, '"Bad" is no county id'],
    ['a county that exists, names or not', 'new-county.ts template', 1, 'county "template" exists already'],
  ])('refuses %s, and says why', (_title, line, code, complaint) => {
    const [script, ...given] = line.split(' ')
    const { status, stderr } = spawnSync(process.execPath, ['scripts/run.mjs', `scripts/${script}`, ...given], {
      cwd: root,
      encoding: 'utf8',
    })
    expect({ status, stderr }).toEqual({ status: code, stderr: expect.stringContaining(complaint) })
    if (code === 1) expect(stderr.trim().split('\n')).toHaveLength(1)
  })
})
