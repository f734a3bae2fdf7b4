import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { eventually, openCounty } from '#test/fixtures/local-county.ts'

const dayMs = 86_400_000
const dayName = (ms: number) => new Date(ms).toISOString().slice(0, 10)

it('the laptop’s archive keeps what is younger than archiveDays, and a back-test says what it lacks', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'county-'))
  const [young, old] = [89, 92].map((days) => join(dataFolder, 'archive', dayName(Date.now() - days * dayMs)))
  for (const folder of [young, old]) {
    mkdirSync(folder as string, { recursive: true })
    writeFileSync(join(folder as string, 'note.txt'), '')
  }
  const county = await openCounty({ dataFolder })
  await eventually(
    async () => existsSync(old as string),
    (isThere) => !isThere,
  )
  expect(existsSync(young as string)).toBe(true)
  const owner = await county.as('owner')
  const trial = { limits: {}, from: new Date(Date.now() - 120 * dayMs).toISOString(), to: new Date(Date.now() - 100 * dayMs).toISOString() }
  const refused = await owner('POST', '/v1/scenarios/forest-fire/simulate', trial)
  expect(refused).toMatchObject({ status: 409, body: { detail: expect.stringContaining('messages are kept for 90 days') } })
  await county.close()
})
