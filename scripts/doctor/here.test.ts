import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { examine } from '#scripts/doctor/finding.ts'
import { looksHere } from '#scripts/doctor/here.ts'

const looked = (county: string, node?: string) => examine(looksHere(county, mkdtempSync(join(tmpdir(), 'root-')), node), () => undefined)

describe('the doctor at home', () => {
  it('finds a county that is in order, and a console that is not built', async () =>
    expect((await looked('template')).map(({ what, state }) => `${what} ${state}`)).toEqual([
      'Node.js well',
      'county files well',
      'console broken',
    ]))

  it.each([
    ['18.20.4', 'broken'],
    ['20.18.1', 'broken'],
    ['20.19.0', 'well'],
    ['24.1.0', 'well'],
  ])('takes Node.js %s for %s', async (version, state) => expect((await looked('template', version))[0]?.state).toBe(state))

  it('names the counties there are when one is not among them', async () => {
    const [, county] = await looked('nowhere')
    expect(county).toMatchObject({ state: 'broken', seen: expect.stringContaining('counties are') })
  })

  it('goes on after a look that throws', async () => {
    const fails = { what: 'x', look: () => Promise.reject(new Error('no network\nstack')) }
    const after = { what: 'y', look: async () => ({ state: 'well' as const, seen: 'z' }) }
    expect((await examine([fails, after], () => undefined)).map(({ state, seen }) => [state, seen])).toEqual([
      ['broken', 'no network'],
      ['well', 'z'],
    ])
  })
})
