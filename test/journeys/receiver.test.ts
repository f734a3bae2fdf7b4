import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { type AddressInfo, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { boundsOf } from '#domain/geo/area.ts'
import { classA, classB, type Ship } from '#test/fixtures/aivdm.ts'
import { eventually, type OpenCounty, openCounty } from '#test/fixtures/local-county.ts'

const root = join(import.meta.dirname, '../..')
const knotDegreesPerMinute = 1852 / 60 / 111_195

describe('two vessels in closed water, heard by a shore receiver', () => {
  let county: OpenCounty
  let officer: Awaited<ReturnType<OpenCounty['as']>>
  let place: { lat: number; lon: number }

  beforeAll(async () => {
    county = await openCounty({ county: 'demo' })
    officer = await county.as('wang-min')
    const { geometry } = county.services.county.areas.find(({ properties }) => properties.kind === 'closed-fishing') as never
    const [west, south, east, north] = boundsOf(geometry)
    place = { lat: (south + north) / 2, lon: west + (east - west) * 0.3 }
  })
  afterAll(() => county.close())

  function feed(...more: string[]): ChildProcess {
    const known = ['--county', 'demo', '--device', 'ais-1', '--url', county.mqtt, '--data', county.dataFolder, '--json']
    return spawn(process.execPath, ['scripts/run.mjs', 'scripts/feed-ais.ts', ...known, ...more], { cwd: root })
  }

  /** What a boat said in each of the last minutes, at working speed, in the sentences that `say` makes of it. */
  function said(minutes: number, mmsi: number, north: number, say: (ship: Ship, atMs: number, minute: number) => string[]): string[] {
    const nowMs = Date.now()
    return Array.from({ length: minutes }, (_, minute) => {
      const lon = place.lon + minute * 2 * knotDegreesPerMinute
      return say({ mmsi, lat: place.lat + north, lon, sogKn: 2, cogDeg: 90 }, nowMs - (minutes - minute) * 60_000, minute % 10)
    }).flat()
  }

  it('are in the list of incidents soon after their sentences were piped in, and what was not sent is counted', async () => {
    const first = said(13, 413_000_017, 0, (ship, atMs) => [classA(ship, atMs)])
    const second = said(13, 412_000_018, 0.001, (ship, atMs, group) => classB(ship, group, atMs))
    const noise = [
      `${first[0]?.slice(0, -1)}${first[0]?.endsWith('0') ? '1' : '0'}`,
      '$GPZDA,,,,,,*48',
      classA({ ...ship, lat: 91, lon: 181 }),
    ]
    const child = feed('-')
    const output = textOf(child)
    child.stdin?.end(`${[...noise, ...first, ...second].join('\n')}\n`)
    expect((await once(child, 'exit'))[0]).toBe(0)
    expect(JSON.parse((await output).trim())).toMatchObject({
      lines: 42,
      vessels: 26,
      acknowledged: 26,
      dropped: { checksum: 1, 'no-aivdm': 1, 'no-position': 1, 'part-missing': 0 },
      waiting: 0,
    })
    const { body } = await eventually(
      () => officer('GET', '/v1/incidents?status=open&scenario=fishing-ban'),
      (page) => page.body.items.filter(({ level }: { level: string }) => level === 'orange').length === 2,
    )
    const subjects = body.items
      .map(({ subject }: { subject: string }) => subject)
      .filter((subject: string) => subject.startsWith('vessel:'))
    expect(subjects.sort()).toEqual(['vessel:closed-fishing-1/412000018', 'vessel:closed-fishing-1/413000017'])
  })

  it('are heard on when the receiver’s connection breaks, until the feeder is stopped', async () => {
    const sockets: Socket[] = []
    const receiver = createServer((socket) => {
      sockets.push(socket)
      socket.on('error', () => undefined)
      socket.write(`${classA({ ...ship, ...place })}\r\n`)
      if (sockets.length === 1) socket.end()
    })
    await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
    const child = feed('--receiver', `127.0.0.1:${(receiver.address() as AddressInfo).port}`, '--heartbeat', '1', '--report', '1')
    const counters = new Promise<Record<string, number>>((resolve) => {
      child.stdout?.on('data', (chunk) => {
        const last = JSON.parse(String(chunk).trim().split('\n').at(-1) ?? '{}')
        // Two fixes, each heard over a connection of its own, and a heartbeat.
        if (last.acknowledged >= 3) resolve(last)
      })
    })
    expect(await counters).toMatchObject({ vessels: 2 })
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    expect((await ended)[0]).toBe(0)
    for (const socket of sockets) socket.destroy()
    receiver.close()
  })

  it('are not sent to another county without a word', async () => {
    const child = feed('--county', 'nix', '-')
    child.stdin?.write(`${classA({ ...ship, ...place }, Date.now())}\n`)
    let complaint = ''
    for await (const chunk of child.stderr ?? []) {
      complaint += chunk
      if (complaint.includes('closed the connection')) break
    }
    expect(complaint).toContain('is it the right county')
    child.kill('SIGKILL')
  })

  it('are not sent by a device that may not come in', async () => {
    const child = feed('--device', 'nobody', '-')
    const complaint = textOf(child, 'stderr')
    expect((await once(child, 'exit'))[0]).toBe(1)
    expect(await complaint).toContain('does not let nobody in')
  })
})

const ship: Ship = { mmsi: 413_000_019, lat: 0, lon: 0, sogKn: 8, cogDeg: 90 }

async function textOf(child: ChildProcess, from: 'stdout' | 'stderr' = 'stdout'): Promise<string> {
  let text = ''
  for await (const chunk of child[from] ?? []) text += chunk
  return text
}
