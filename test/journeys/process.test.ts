import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

function start(folder: string, ...more: string[]): ChildProcess {
  return spawn(
    process.execPath,
    [
      'scripts/run.mjs',
      'local/main.ts',
      '--county',
      'template',
      '--port',
      '0',
      '--mqtt-port',
      '0',
      '--data',
      folder,
      '--no-simulator',
      '--json',
      ...more,
    ],
    { cwd: root },
  )
}

async function firstLine(child: ChildProcess): Promise<Record<string, unknown>> {
  let text = ''
  for await (const chunk of child.stdout ?? []) {
    text += chunk
    if (text.includes('\n')) break
  }
  return JSON.parse(text.split('\n')[0] ?? '')
}

async function refused(child: ChildProcess): Promise<{ code: unknown; complaint: string }> {
  let complaint = ''
  child.stderr?.on('data', (chunk) => {
    complaint += chunk
  })
  const [code] = await once(child, 'close')
  return { code, complaint }
}

describe('the county as a process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'county-'))
  let first: ChildProcess
  let line: Record<string, unknown>
  beforeAll(async () => {
    first = start(folder)
    line = await firstLine(first)
  })
  afterAll(() => void first.kill('SIGKILL'))

  it('says in one line that it is ready, and refuses a second start on its folder', async () => {
    expect(line).toMatchObject({
      ready: true,
      county: 'template',
      http: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      mqtt: expect.stringMatching(/^mqtt:\/\/127\.0\.0\.1:\d+$/),
    })
    expect((await fetch(`${line.http}/readyz`)).status).toBe(200)
    expect(await refused(start(folder))).toEqual({ code: 1, complaint: expect.stringContaining('another process is using') })
  })

  it('ends with 1 where a port is taken, keeps nothing of the folder, and ends with 0 on SIGTERM', async () => {
    const other = mkdtempSync(join(tmpdir(), 'county-'))
    for (const [option, door] of [
      ['--mqtt-port', 'mqtt'],
      ['--port', 'http'],
    ] as const) {
      const { code, complaint } = await refused(start(other, option, new URL(String(line[door])).port))
      expect({ code, complaint }).toEqual({ code: 1, complaint: expect.stringContaining(`choose another with ${option}`) })
      expect(complaint.trim().split('\n')).toHaveLength(1)
    }
    const again = start(other)
    expect(await firstLine(again)).toMatchObject({ ready: true })
    const ended = [first, again].map((county) => once(county, 'exit'))
    for (const county of [first, again]) county.kill('SIGTERM')
    expect(await Promise.all(ended)).toEqual([
      [0, null],
      [0, null],
    ])
  })

  it('names the host where the host is to blame, and leaves no folder that it made', async () => {
    const folder = join(mkdtempSync(join(tmpdir(), 'county-')), 'data')
    const { code, complaint } = await refused(start(folder, '--host', 'nohost.invalid'))
    expect({ code, complaint }).toEqual({
      code: 1,
      complaint: expect.stringMatching(/on nohost\.invalid, .*choose another with --host\n$/),
    })
    expect(existsSync(folder)).toBe(false)
  })

  it('refuses the folder of another county, and a seed that is none, before anything runs', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'county-'))
    writeFileSync(join(folder, 'county'), 'elsewhere\n')
    expect(await refused(start(folder))).toEqual({ code: 1, complaint: expect.stringContaining('data folder of county "elsewhere"') })
    const other = mkdtempSync(join(tmpdir(), 'county-'))
    const file = join(other, 'a-file')
    writeFileSync(file, '')
    expect(await refused(start(file))).toEqual({
      code: 1,
      complaint: `${file} cannot be the data folder: it is a file; name another with --data\n`,
    })
    expect(await refused(start(other, '--seed', 'abc'))).toEqual({ code: 1, complaint: expect.stringContaining('seed') })
    expect(await refused(start(other, '--port', '80.5'))).toEqual({ code: 1, complaint: expect.stringContaining('a whole number') })
  })

  it('explains itself and refuses an option it does not know and a word it has no use for', async () => {
    const help = start(mkdtempSync(join(tmpdir(), 'county-')), '--help')
    let text = ''
    help.stdout?.on('data', (chunk) => {
      text += chunk
    })
    expect((await once(help, 'exit'))[0]).toBe(0)
    expect(text).toContain('--speed')
    expect((await once(start('x', '--sped', '3'), 'exit'))[0]).toBe(2)
    expect((await once(start('x', 'extra'), 'exit'))[0]).toBe(2)
  })
})
