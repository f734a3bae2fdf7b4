import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { weather } from '#domain/observation/kinds/weather.ts'
import { enrolDevices } from '#scripts/devices-enrol/enrol-devices.ts'
import { type OpenCounty, openCounty } from '#test/fixtures/local-county.ts'

const many = 150
const list = ['id,name,kinds,lat,lon,watches', ...Array.from({ length: many }, (_, n) => `mast-${n},站${n},weather,25.1,160.05,forest-1`)]

describe('devices by the hundred', () => {
  let county: OpenCounty
  const out = mkdtempSync(join(tmpdir(), 'packs-'))
  beforeAll(async () => {
    county = await openCounty()
  })
  afterAll(async () => {
    await county.close()
    rmSync(out, { recursive: true })
  })

  const enrol = async (lines: string[], folder?: string) =>
    enrolDevices({
      door: {
        url: county.http,
        token: await county.tokenOf('admin'),
        wait: (seconds) => new Promise((done) => setTimeout(done, seconds * 1000)),
      },
      csv: new TextEncoder().encode(lines.join('\n')),
      ...(folder !== undefined && { out: folder }),
      broker: new URL(county.mqtt),
      exampleOf: () => weather.example,
      progress: () => undefined,
    })

  it('are only checked without a folder, and not registered while a row is wrong', async () => {
    expect((await enrol(list)).checked.counts).toEqual({ new: many, same: 0, changed: 0, refused: 0 })
    const { checked, enrolled } = await enrol([...list, 'mast-bad,坏,weather,95,160.05,forest-1'], out)
    expect([checked.counts.refused, enrolled, readdirSync(out)]).toEqual([1, [], []])
  })

  it('are enrolled, go on where they were broken off, and connect with what lies in their packs', async () => {
    expect((await enrol(list.slice(0, 60), out)).enrolled).toHaveLength(59)
    const rest = await enrol(list, out)
    expect([rest.checked.counts, rest.enrolled.length, rest.withoutPack]).toEqual([{ new: 91, same: 59, changed: 0, refused: 0 }, 91, []])
    expect(readdirSync(out)).toHaveLength(many)
    const file = join(out, 'mast-149', 'credentials.json')
    expect(statSync(file).mode & 0o777).toBe(0o600)
    const station = await county.device('mast-149', JSON.parse(readFileSync(file, 'utf8')))
    await station.say('weather', { tempC: 0, rhPct: 50, wind: { value: 0, unit: 'm/s' }, rainMm: 0 })
    const line = readFileSync(join(out, 'mast-149', 'publish.sh'), 'utf8')
    expect(line).toContain(`-u mast-149 -P "$(cat password)" -t 'cs/template/weather/mast-149/up'`)
    rmSync(join(out, 'mast-149'), { recursive: true })
    expect((await enrol(list, out)).withoutPack).toEqual(['mast-149'])
  })
})
