import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, type OpenCounty, openCounty } from '#test/fixtures/local-county.ts'

describe('how good the alarms are', () => {
  let county: OpenCounty
  beforeAll(async () => {
    county = await openCounty()
  })
  afterAll(() => county.close())

  it('is counted from how officers end cases, and a rule can be tried on what was recorded', async () => {
    const officer = await county.as('duty')
    const owner = await county.as('owner')
    const node = await county.device('tower-1')
    const fromMs = Date.now() - 60_000
    const hot = { tMaxC: 90, backgroundMedianC: 22, backgroundMadC: 0.9, azimuthDeg: 10 }
    for (let look = 0; look < 4; look++) await node.say('hot-spot', { ...hot, tMaxC: hot.tMaxC + look })
    const { body } = await eventually(
      () => officer('GET', '/v1/incidents?scenario=forest-fire'),
      ({ body: page }) => page.items.length > 0,
    )
    const [incident] = body.items
    const dismissed = await officer(
      'POST',
      `/v1/incidents/${incident.id}/transitions`,
      { type: 'dismiss', reason: 'false-alarm', cause: 'light' },
      { 'if-match': `"${incident.revision}"` },
    )
    expect(dismissed.body).toMatchObject({ status: 'dismissed', ended: { label: 'false', cause: 'light' } })
    const ledger = await officer('GET', '/v1/quality')
    expect(ledger.body).toMatchObject({
      complete: true,
      byScenario: [{ name: 'forest-fire', alarms: 1, judged: 1, right: 0, precision: 0 }],
      falseCauses: { light: 1 },
    })

    const trial = {
      limits: { hotSpot: { floorK: 200 } },
      from: new Date(fromMs).toISOString(),
      to: new Date(Date.now() + 60_000).toISOString(),
    }
    expect((await officer('POST', '/v1/scenarios/forest-fire/simulate', trial)).status).toBe(403)
    const at = '/v1/scenarios/forest-fire/simulate'
    const tried = async () => {
      const begun = await eventually(
        () => owner('POST', at, trial),
        ({ status }) => status === 202, // until something is kept
      )
      expect(begun).toMatchObject({ status: 202, body: { scenario: 'forest-fire', state: 'running', hours: { read: 0 } } })
      expect(begun.headers.get('location')).toBe(`${at}/jobs/${begun.body.id}`)
      expect((await officer('GET', `${at}/jobs/${begun.body.id}`)).status).toBe(403)
      return eventually(
        () => owner('GET', `${at}/jobs/${begun.body.id}`),
        ({ body: job }) => job.state !== 'running',
      )
    }
    const simulated = await eventually(tried, ({ body: job }) => job.records === 4)
    expect(simulated.body).toMatchObject({ state: 'done', skipped: {} })
    expect(simulated.body.hours.read).toBe(simulated.body.hours.of)
    expect(simulated.body.result).toMatchObject({ messages: 4, added: 0, removed: 1, kept: 0, removedBySeverity: { Severe: 1 } })
    expect((await owner('GET', `${at}/jobs/none`)).status).toBe(404)
    const question = { parameter: 'hotSpot.floorK', from: trial.from, to: trial.to }
    const few = await owner('POST', '/v1/scenarios/forest-fire/suggest', question)
    expect(few).toMatchObject({ status: 409, body: { detail: expect.stringContaining('1 of them false') } })
    const wrong = await owner('POST', '/v1/scenarios/forest-fire/simulate', { ...trial, limits: { hotSpot: { floorK: -1 } } })
    expect(wrong.body.errors[0].path).toContain('hotSpot.floorK')
    expect((await officer('GET', '/v1/incidents?scenario=forest-fire')).body.items).toHaveLength(1)
  })

  it('is improved by a decision with an author and a reason, that can be taken back', async () => {
    const officer = await county.as('duty')
    const owner = await county.as('owner')
    const at = '/v1/scenarios/forest-fire/limits'
    const before = await officer('GET', at)
    expect(before.body).toMatchObject({ inForce: 0, newest: 0, versions: [] })
    const floor = before.body.parameters.find(({ path }: { path: string }) => path === 'hotSpot.floorK')
    expect(floor).toMatchObject({ takes: 'number', unit: 'K', inForce: floor.preset })

    const decision = { limits: { hotSpot: { floorK: floor.preset + 5 } }, reason: 'too many sunlit roofs' }
    expect((await officer('POST', at, decision, { 'if-match': '"0"' })).status).toBe(403)
    expect((await owner('POST', at, decision)).status).toBe(428)
    const soon = { ...decision, effectiveFrom: new Date(Date.now() + 20_000).toISOString() }
    expect((await owner('POST', at, soon, { 'if-match': '"0"' })).body.errors[0].path).toBe('body.effectiveFrom')
    const decided = await owner('POST', at, decision, { 'if-match': '"0"' })
    expect(decided.status).toBe(201)
    expect(decided.body).toMatchObject({
      inForce: 0,
      newest: 1,
      versions: [
        {
          number: 1,
          author: 'owner',
          reason: 'too many sunlit roofs',
          changes: [{ path: 'hotSpot.floorK', before: floor.preset, after: floor.preset + 5 }],
        },
      ],
    })
    expect((await owner('POST', at, decision, { 'if-match': '"0"' })).status).toBe(412)
    expect((await owner('POST', at, decision, { 'if-match': '"1"' })).status).toBe(409)
    const wrong = await owner('POST', at, { limits: { hotSpot: { floor: 1 } }, reason: 'x' }, { 'if-match': '"1"' })
    expect(wrong.body.errors[0]).toMatchObject({ path: 'body.limits.hotSpot', remedy: expect.stringContaining('remove floor') })

    const back = await owner('POST', `${at}/rollback`, { to: 0, reason: 'a fire was missed' }, { 'if-match': '"1"' })
    expect(back.body.versions[0]).toMatchObject({ number: 2, restores: 0, changes: [{ path: 'hotSpot.floorK', after: floor.preset }] })
    const feed = await eventually(
      () => officer('GET', '/v1/events?after=0&limit=500'),
      ({ body: page }) => page.items.filter(({ type }: { type: string }) => type === 'cn.county-sense.limits.changed.v1').length === 2,
    )
    expect(feed.body.items.at(-1)).toMatchObject({ subject: 'forest-fire', data: { version: 2 } })
  })

  it('and what is a nuisance tonight is shelved by an officer, for a time', async () => {
    const officer = await county.as('duty')
    const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
    const nuisance = { scenario: 'forest-fire', device: 'tower-1', until: inHours(1), reason: 'a kiln is being fired' }
    const shelve = (body: object) => officer('POST', '/v1/shelves', body, { 'idempotency-key': crypto.randomUUID() })
    expect((await (await county.as('owner'))('POST', '/v1/shelves', nuisance)).status).toBe(403)
    expect((await shelve({ ...nuisance, until: inHours(13) })).body.errors[0]).toMatchObject({ path: 'body.until' })
    expect((await shelve({ ...nuisance, subject: 'forest' })).status).toBe(400)
    const shelved = await shelve(nuisance)
    expect(shelved).toMatchObject({ status: 201, body: { author: 'duty', role: 'duty-officer', device: 'tower-1' } })
    expect((await officer('GET', '/v1/shelves')).body.items).toEqual([shelved.body])
    const ended = await officer('DELETE', `/v1/shelves/${shelved.body.id}`)
    expect(ended.body.ended).toMatchObject({ by: 'duty' })
    expect((await officer('GET', '/v1/shelves')).body.items).toEqual([])
    expect((await officer('DELETE', `/v1/shelves/${shelved.body.id}`)).status).toBe(409)
  })

  it('takes a name out of a map, and gives it back with the file', async () => {
    const owner = await county.as('owner')
    const at = '/v1/scenarios/anti-drowning/limits'
    const newest = ({ body }: { body: { parameters: { path: string; newest: unknown }[] } }) =>
      body.parameters.find(({ path }) => path === 'speakers')?.newest
    expect(newest(await owner('GET', at))).toEqual({ pier: ['horn-1'] })
    const deaf = await owner('POST', at, { limits: { speakers: { pier: ['cam-1'] } }, reason: 'slip' }, { 'if-match': '"0"' })
    expect(deaf).toMatchObject({
      status: 400,
      body: { errors: [{ path: 'body.limits.speakers.pier.0', message: 'device "cam-1" says vision, and not speaker-ack' }] },
    })
    const gone = await owner('POST', at, { limits: { speakers: { pier: null } }, reason: 'sold' }, { 'if-match': '"0"' })
    expect(newest(gone)).toEqual({})
    expect(gone.body.versions[0].changes).toEqual([{ path: 'speakers.pier', before: ['horn-1'] }])
    expect(newest(await owner('POST', `${at}/rollback`, { to: 0, reason: 'not sold' }, { 'if-match': '"1"' }))).toEqual({
      pier: ['horn-1'],
    })
  })
})
