import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { IncidentView, TimelineEntryView } from '#domain/api/incident.ts'
import { firstBrokenEntry } from '#domain/incident/timeline.ts'
import { eventually, type OpenCounty, openCounty, swimmer } from '#test/fixtures/local-county.ts'

type Call = Awaited<ReturnType<OpenCounty['as']>>

describe('a swimmer, from the camera to 结案', () => {
  let county: OpenCounty
  let officer: Call
  let lead: Call
  let patrol: Call
  let incident: IncidentView

  beforeAll(async () => {
    county = await openCounty()
    ;[officer, lead, patrol] = await Promise.all([county.as('duty'), county.as('lead'), county.as('patrol')])
  })
  afterAll(() => county.close())

  const step = (who: Call, body: Record<string, unknown>, revision = incident.revision) =>
    who('POST', `/v1/incidents/${incident.id}/transitions`, body, { 'if-match': `"${revision}"` })
  const refresh = async () => {
    incident = (await officer('GET', `/v1/incidents/${incident.id}`)).body
  }

  it('a camera sees somebody in the water and an incident is open at once, not with the next sweep', async () => {
    const camera = await county.device('cam-1')
    const horn = await county.device('horn-1')
    const shouts: unknown[] = []
    horn.connection.on('message', (_topic, payload) => shouts.push(JSON.parse(payload.toString())))
    await horn.connection.subscribeAsync('cs/template/command/horn-1/down', { qos: 1 })
    await camera.say('vision', swimmer())
    const sentAtMs = county.clock.now()
    const page = await eventually(
      () => officer('GET', '/v1/incidents?status=open&scenario=anti-drowning'),
      ({ body }) => body.items.length === 1,
    )
    expect(county.clock.now() - sentAtMs).toBeLessThan(30_000)
    incident = page.body.items[0]
    expect(incident).toMatchObject({ level: 'alarm', status: 'detected', subject: 'spot:pier', sources: ['cam-1'] })
    await eventually(
      async () => shouts,
      (heard) => heard.length > 0,
    )
    expect(shouts[0]).toMatchObject({ name: 'loudspeaker.play', parameters: { message: 2 } })
  })

  it('refuses a step without the revision that was seen, with an old one, and out of order, and says what is possible', async () => {
    await refresh()
    expect((await officer('POST', `/v1/incidents/${incident.id}/transitions`, { type: 'confirm' })).status).toBe(428)
    expect((await step(officer, { type: 'confirm' }, 99)).status).toBe(412)
    const refused = await step(lead, { type: 'close' })
    expect(refused.status).toBe(409)
    expect(refused.headers.get('content-type')).toContain('application/problem+json')
    expect(refused.body.allowed).toContain('confirm')
    expect((await step(patrol, { type: 'confirm' })).status).toBe(403)
  })

  it('is acknowledged, confirmed, dispatched once however often it is asked, handled, reported', async () => {
    expect((await step(officer, { type: 'acknowledge' })).status).toBe(200)
    await refresh()
    expect((await step(officer, { type: 'confirm' })).status).toBe(200)
    const dispatch = () => officer('POST', '/v1/tasks', { incidentId: incident.id, assignee: 'patrol' }, { 'idempotency-key': 'once' })
    const [first, second] = [await dispatch(), await dispatch()]
    expect(first.status).toBe(201)
    expect(second.body).toEqual(first.body)
    expect(second.headers.get('idempotent-replayed')).toBe('true')
    expect((await officer('POST', '/v1/tasks', { incidentId: incident.id, assignee: 'lead' }, { 'idempotency-key': 'once' })).status).toBe(
      422,
    )
    const { id } = first.body.task
    expect((await patrol('GET', '/v1/tasks')).body.items).toMatchObject([{ task: { id, state: 'offered' } }])
    expect((await officer('POST', `/v1/tasks/${id}/accept`)).status).toBe(403)
    for (const [what, body] of [['accept'], ['arrive'], ['report', { result: 'handled', note: '已离开' }]] as const) {
      expect((await patrol('POST', `/v1/tasks/${id}/${what}`, body)).status).toBe(200)
    }
  })

  it('is verified and closed by somebody else', async () => {
    await refresh()
    expect(incident.status).toBe('reported')
    expect((await step(lead, { type: 'verify' })).status).toBe(200)
    await refresh()
    expect((await step(lead, { type: 'close' })).status).toBe(200)
    await refresh()
    expect(incident).toMatchObject({ status: 'closed', handledBy: ['patrol'] })
  })

  it('leaves a case file that another agency can verify and a feed without a gap', async () => {
    const { body } = await officer('GET', `/v1/incidents/${incident.id}/timeline`)
    const entries = (body.items as TimelineEntryView[]).map((entry) => ({ ...entry, incidentId: incident.id, actor: entry.actor as never }))
    expect(firstBrokenEntry(entries)).toBeUndefined()
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['detected', 'acknowledge', 'confirm', 'dispatch', 'accept', 'arrive', 'report', 'verify', 'close']),
    )
    const feed = await officer('GET', '/v1/events?after=0&limit=500')
    expect(feed.body.items.map(({ sequence }: { sequence: string }) => Number(sequence))).toEqual(
      feed.body.items.map((_: unknown, index: number) => index + 1),
    )
    expect(feed.body.items.filter(({ subject }: { subject: string }) => subject === incident.id)).toHaveLength(entries.length)
  })
})
