import type { IncidentView } from '#domain/api/incident.ts'
import { type StartedCounty, until } from './actors.ts'
import type { Effect, Facts, NextMessage } from './facts.ts'

type Call = Awaited<ReturnType<StartedCounty['as']>>
const dayMs = 86_400_000
const iso = (atMs: number) => new Date(atMs).toISOString()
const person = (beginning: string) => beginning.padEnd(64, '0')

/** A camera's second with a box in the middle of each of its frames, or with nobody. */
export function picture(box?: { y: number; class: string }): Record<string, unknown> {
  const boxes = box ? [{ x: 300, y: box.y, w: 40, h: 100, score: 0.9, class: box.class }] : []
  return {
    widthPx: 1_000,
    heightPx: 500,
    azimuthDeg: 45,
    hfovDeg: 60,
    frames: [0, 200, 400, 600, 800].map((offsetMs) => ({ offsetMs, boxes })),
  }
}
const swimmer = picture({ y: 60, class: 'person' })
const oneSmoke = {
  ...picture(),
  frames: [{ offsetMs: 0, boxes: [{ x: 620, y: 200, w: 40, h: 30, score: 0.9, class: 'smoke' }] }],
}
const calmWeather = { tempC: 24, rhPct: 60, wind: { value: 2, unit: 'm/s' }, rainMm: 0 }
const cleanWater = {
  pH: { value: 7.6, unit: '1' },
  DO: { value: 8.1, unit: 'mg/L' },
  CODMn: { value: 1.9, unit: 'mg/L' },
  NH3N: { value: 0.12, unit: 'mg/L' },
  TP: { value: 0.05, unit: 'mg/L' },
}

/** The people and devices of the kept county, and what they can do. */
export async function cast(county: StartedCounty) {
  const [duty, lead, patrol, admin, owner, health] = (await Promise.all(
    ['duty', 'lead', 'patrol', 'admin', 'owner', 'health'].map(county.as),
  )) as [Call, Call, Call, Call, Call, Call]
  const speakers = new Map<string, ReturnType<StartedCounty['device']>>()
  const say: Say = async (id, kind, body, atMs) => {
    const speaker = speakers.get(id) ?? county.device(id)
    speakers.set(id, speaker)
    await (await speaker).say(kind, body, atMs)
  }
  const incidents = async (): Promise<IncidentView[]> => (await duty('GET', '/v1/incidents?limit=200')).items
  async function incidentOf(subject: string): Promise<IncidentView> {
    const found = await until(`an incident of ${subject}`, async () => (await incidents()).find((one) => one.subject === subject), Boolean)
    return found as IncidentView
  }
  return {
    county,
    now: county.now,
    duty,
    lead,
    patrol,
    admin,
    owner,
    health,
    say,
    incidents,
    incidentOf,
    ...caseWork({ duty, lead, patrol }, incidentOf),
  }
}
export type Cast = Awaited<ReturnType<typeof cast>>
type Say = (id: string, kind: string, body: Record<string, unknown>, atMs?: number) => Promise<void>

/** The way of an incident through its statuses: each step begins where the one before it ends. */
function caseWork(
  { duty, lead, patrol }: Record<'duty' | 'lead' | 'patrol', Call>,
  incidentOf: (subject: string) => Promise<IncidentView>,
) {
  const step = async (who: Call, subject: string, body: Record<string, unknown>) =>
    who('POST', `/v1/incidents/${(await incidentOf(subject)).id}/transitions`, body, { 'if-match': '*' })
  const confirm = (subject: string) => step(duty, subject, { type: 'confirm' })
  async function dispatch(subject: string): Promise<string> {
    await confirm(subject)
    return (await duty('POST', '/v1/tasks', { incidentId: (await incidentOf(subject)).id, assignee: 'patrol' })).task.id
  }
  async function handle(subject: string): Promise<string> {
    const task = await dispatch(subject)
    for (const word of ['accept', 'arrive']) await patrol('POST', `/v1/tasks/${task}/${word}`)
    return task
  }
  const report = async (subject: string) => patrol('POST', `/v1/tasks/${await handle(subject)}/report`, { result: 'handled' })
  async function verify(subject: string): Promise<void> {
    await report(subject)
    await step(lead, subject, { type: 'verify' })
  }
  async function close(subject: string): Promise<void> {
    await verify(subject)
    await step(lead, subject, { type: 'close', label: 'true' })
  }
  return { step, confirm, dispatch, handle, report, verify, close }
}

/** An ordinary word of a device whose battery is nearly empty: the cheapest incident there is. */
async function tired({ say }: Cast, id: string, kind: string, body: Record<string, unknown>): Promise<string> {
  await say(id, kind, { ...body, batteryPct: 9 })
  return `battery:${id}`
}

/** Incidents in every status that a door can bring one to: all but `expired`, which nothing sets. Answers a request that is worth sending again. */
export async function workCases(cast: Cast): Promise<Facts['answered']> {
  await cast.say('horn-1', 'speaker-ack', {})
  const { now, duty, lead, patrol, say, step, incidentOf } = cast
  const deferred = await tired(cast, 'ws-1', 'weather', calmWeather)
  await cast.confirm(deferred)
  await step(duty, deferred, { type: 'defer', until: iso(now() + dayMs), reason: 'the road is closed' })
  await cast.report(await tired(cast, 'smk-1', 'smoke', { alarm: false }))
  await cast.verify(await tired(cast, 'mh-1', 'manhole', { tiltDeg: 1 }))
  await cast.close(await tired(cast, 'el-1', 'electrical', { residualMa: 38 }))
  const evaluated = await tired(cast, 'hyd-1', 'water-pressure', { mpa: 0.3 })
  await cast.close(evaluated)
  await step(lead, evaluated, { type: 'evaluate', score: 80 })
  await step(duty, await tired(cast, 'fl-1', 'flood-level', { depthCm: 0 }), {
    type: 'dismiss',
    reason: 'false-alarm',
    cause: 'sensor',
  })
  const merged = await tired(cast, 'gate-1', 'access', { swipes: 1, persons: 1 })
  await step(duty, merged, { type: 'merge', into: (await incidentOf(deferred)).id })
  const extended = await tired(cast, 'door-1', 'door', { open: true, which: 'entrance' })
  await cast.dispatch(extended)
  await step(duty, extended, { type: 'extend', until: iso(now() + dayMs), reason: 'nobody is at home' })
  await step(lead, extended, { type: 'supervise' })
  const transferred = await tired(cast, 'pir-1', 'motion', { room: 'kitchen', present: true })
  await cast.dispatch(transferred)
  await step(duty, transferred, { type: 'transfer', agency: 'it-office', reason: 'theirs' })
  const reworked = await tired(cast, 'wq-1', 'water-quality', { items: cleanWater })
  await cast.report(reworked)
  await step(lead, reworked, { type: 'rework', reason: 'the old battery is still in it' })
  const declined = await tired(cast, 'home-gw-1', 'gateway-heartbeat', {})
  await patrol('POST', `/v1/tasks/${await cast.dispatch(declined)}/decline`, { reason: 'too far away' })
  await duty('POST', `/v1/incidents/${(await incidentOf(declined)).id}/comments`, { text: 'asked a neighbour' })

  for (let look = 0; look < 3; look++) await say('tower-2', 'vision', oneSmoke, now() - 30_000 + look * 10_000)
  await cast.handle('forest:forest-2')
  await say('cam-2', 'vision', swimmer)
  await step(duty, 'spot:beach', { type: 'acknowledge' })
  await step(duty, 'spot:beach', { type: 'dismiss', reason: 'drill' })
  await say('band-1', 'sos', {})
  await cast.confirm('sos:band-1')
  await say('gas-1', 'gas', { lelPct: 1, alarm: true })
  await cast.confirm('point:gas-1')
  const body = { incidentId: (await incidentOf('point:gas-1')).id, assignee: 'patrol' }
  const answer = await duty('POST', '/v1/tasks', body, { 'idempotency-key': 'asked-once' })
  return { person: 'duty', path: '/v1/tasks', body, key: 'asked-once', answer }
}

/** Limits in three versions, the last of which brings the first one back; a shelf that ended and one that holds something back. */
export async function decide(cast: Cast): Promise<Pick<Facts, 'limits' | 'shelf'>> {
  const { owner, duty, now } = cast
  const path = '/v1/scenarios/device-health/limits'
  const lowPct = (value: number) => ({ limits: { battery: { lowPct: value } }, reason: 'batteries of winter' })
  await owner('POST', path, lowPct(20), { 'if-match': '"0"' })
  await owner('POST', path, lowPct(30), { 'if-match': '"1"' })
  await owner('POST', `${path}/rollback`, { to: 1, reason: 'too many' }, { 'if-match': '"2"' })

  const put = (subject: string) =>
    duty('POST', '/v1/shelves', { scenario: 'device-health', subject, until: iso(now() + 6 * 3_600_000), reason: 'ordered already' })
  const [ended, standing] = [await put('battery:tower-1'), await put('battery:ir-1')]
  await tired(cast, 'tower-1', 'hot-spot', { tMaxC: 24, backgroundMedianC: 21.5, backgroundMadC: 0.8 })
  const cold = Buffer.from(new Int16Array(16).fill(2_000).buffer).toString('base64')
  await tired(cast, 'ir-1', 'thermal', { cols: 4, rows: 4, unit: 'C', data: cold })
  // Only what has been held back comes back: the quality of alarms counts both.
  await until(
    'two findings held back',
    () => duty('GET', `/v1/quality?from=${encodeURIComponent(iso(now() - dayMs))}&to=${encodeURIComponent(iso(now()))}`),
    ({ suppressed }) => suppressed.filter(({ why }: { why: string }) => why === 'shelved').length === 2,
  )
  await duty('DELETE', `/v1/shelves/${ended.id}`)
  await cast.incidentOf('battery:tower-1')
  return {
    limits: { scenario: 'device-health', inForce: 3, newest: 3 },
    shelf: { id: standing.id, scenario: 'device-health', subject: 'battery:ir-1' },
  }
}

/** Devices that come and go by REST, and messages that nobody could read. */
export async function register({ admin, county, say }: Cast): Promise<Facts['enrolledAgain']> {
  const mast = (id: string) => ({
    id,
    name: id,
    kinds: ['weather'],
    site: { lat: 25.1, lon: 160.03 },
    watches: ['forest-1'],
    silenceSeconds: 604_800,
  })
  await admin('POST', '/v1/devices', mast('ws-7'))
  const { id: _id, ...moved } = { ...mast('ws-7'), name: 'on the other mast' }
  await admin('PUT', '/v1/devices/ws-7', moved, { 'if-match': '*' })
  await admin('DELETE', '/v1/devices/ws-7')
  const again = await admin('POST', '/v1/devices', mast('ws-7'))
  await (await county.device('ws-7', again.credentials)).say('weather', calmWeather)
  const lost = await admin('POST', '/v1/devices', mast('ws-8'))
  await (await county.device('ws-8', lost.credentials)).say('weather', calmWeather)
  await admin('POST', '/v1/devices/ws-8/revoke')
  await admin('POST', '/v1/devices', mast('ws-6'))
  await admin('DELETE', '/v1/devices/ws-6')

  const message = { v: 1, id: 'unread', ts: county.now(), ...calmWeather }
  await admin('POST', '/v1/observations:batch', {
    messages: [
      { device: 'nobody', kind: 'weather', message },
      { device: 'ws-1', kind: 'nonsense', message },
    ],
  })
  await say('wl-1', 'water-level', { levelM: 41 })
  const rejected = await until(
    'three messages nobody could read',
    () => admin('GET', '/v1/rejected-messages'),
    ({ items }) => items.length === 3,
  )
  const idOf = (reason: string) => rejected.items.find((one: { reason: string }) => one.reason === reason).id
  await admin('POST', `/v1/rejected-messages/${idOf('unknown-kind')}/discard`, { reason: 'a trial' })
  await admin('POST', `/v1/rejected-messages/${idOf('unknown-device')}/replay`)
  return { id: 'ws-7', ...again.credentials }
}

/** Lists, arrivals and counts as a health office has them, and what it did with them. */
export async function screen({ health, say, now, incidentOf }: Cast): Promise<void> {
  const entries = [{ level: 'high', scope: '420502', text: '示范街道柳岫小区' }]
  const list = { hash: 'aa11bb22', prefecture: '4205', part: 1, parts: 1, counties: ['420502', '420583'], entries }
  for (let days = 9; days > 0; days--) await say('health-desk-1', 'risk-list', { ...list, listTime: iso(now() - days * dayMs) })
  await health('POST', '/v1/screening/lists', {
    device: 'health-desk-1',
    publication: {
      data: {
        end_update_time: `${iso(now() + 8 * 3_600_000).slice(0, 10)} 09时`,
        hcount: 1,
        highlist: [{ province: '湖北省', city: '宜昌市', county: '西陵区', communitys: ['示范街道柳岫小区'] }],
        middlelist: [],
      },
    },
    divisions: Object.entries({ 420000: '湖北省', 420500: '宜昌市', 420502: '西陵区', 420583: '枝江市' }).map(([code, name]) => ({
      code,
      name,
    })),
  })
  await say('checkpoint-1', 'arrival', arrivalOf('aa1', '别的街道另一小区', now()))
  await say('checkpoint-1', 'arrival', arrivalOf('bb2', '示范街道柳岫小区', now()))
  await say('checkpoint-1', 'arrival', arrivalOf('cc3', '示范街道柳岫小区', now()))
  for (const ref of ['aa1', 'bb2', 'cc3']) await incidentOf(`person:${person(ref).slice(0, 12)}`)
  await health('GET', '/v1/screening/queue?purpose=contact')
  const decision = { purpose: 'review', colour: 'green', reason: 'never was there' }
  await health('POST', `/v1/screening/persons/${person('cc3').slice(0, 16)}/decision`, decision)
  for (let days = 13; days > 2; days--) await say('health-desk-1', 'case-count', countOf(2 + (days % 2), now() - days * dayMs, now()))
}

function arrivalOf(beginning: string, community: string, nowMs: number): Record<string, unknown> {
  return {
    arrivalId: `A-${beginning}`,
    checkpoint: 'north-gate',
    personRef: person(beginning),
    sealed: 'c2VhbGVk',
    origin: { adcode: '420502' },
    stays: [{ adcode: '420502', community, from: iso(nowMs - 8 * dayMs), to: iso(nowMs - 3_600_000) }],
    transport: 'coach',
    linkKeys: [person(`e${beginning}`)],
    presence: [{ cell: person('c0'), from: iso(nowMs - dayMs), to: iso(nowMs - 3_600_000) }],
    consent: { purpose: 'epidemic screening', at: iso(nowMs - 60_000) },
  }
}

function countOf(count: number, dayMs: number, countedMs: number): Record<string, unknown> {
  const local = (atMs: number) => iso(atMs + 8 * 3_600_000)
  const countedAt = `${local(countedMs).slice(0, 19)}+08:00`
  return { street: 'street-3', date: local(dayMs).slice(0, 10), count, source: 'clinics', revision: 1, countedAt }
}

/**
 * What goes on when the folder is closed: open episodes of every scenario, and alarms that one more word would complete. Answers
 * those words and what each of them has to do.
 */
export async function beginInMidCourse(cast: Cast): Promise<Pick<Facts, 'next' | 'later'>> {
  const { say, now, incidentOf, step, duty, admin, county } = cast
  const startMs = now()
  const next: NextMessage[] = []
  const then = (device: string, kind: string, body: Record<string, unknown>, effect: Effect, notBeforeMs = 0) =>
    void next.push({ device, kind, body, effect, notBeforeMs })
  const joins = async (subject: string) => ({ subject, incident: (await incidentOf(subject)).id })

  await say('cam-1', 'vision', swimmer)
  await step(duty, 'spot:pier', { type: 'acknowledge' })
  const inTheWater = { scenario: 'anti-drowning', ...(await joins('spot:pier')) }
  then('cam-1', 'vision', swimmer, { ...inTheWater, level: 'alarm', severity: 'Severe' })

  for (const look of [20_000, 10_000]) await say('tower-1', 'vision', oneSmoke, startMs - look)
  then('tower-1', 'vision', oneSmoke, { scenario: 'forest-fire', subject: 'forest:forest-1', level: 'suspected', severity: 'Severe' })

  for (const levelM of [43.2, 43.3, 43.4, 44.6])
    await say('wl-1', 'water-level', { levelM, datum: '1985' }, startMs - Math.round((45 - levelM) * 100_000))
  then(
    'wl-1',
    'water-level',
    { levelM: 44.7, datum: '1985' },
    { scenario: 'river-protection', ...(await joins('level:wl-1')), level: 'orange', severity: 'Severe' },
  )
  for (const levelM of [45, 45.1, 45.2])
    await say('wl-2', 'water-level', { levelM, datum: '1985' }, startMs - Math.round((46 - levelM) * 100_000))
  await incidentOf('level:wl-2')

  for (const age of [40_000, 5_000]) await say('co-1', 'carbon-monoxide', { ppm: 400 }, startMs - age)
  then(
    'co-1',
    'carbon-monoxide',
    { ppm: 400 },
    { scenario: 'smart-community', subject: 'point:co-1', level: 'critical', severity: 'Extreme' },
    startMs + 25_000,
  )

  await say('band-1', 'fall-candidate', { site: 'waist', c8G: 1.05, peakG: 5.1, stillSdG: 0.01, tiltDeg: 92, sinceImpactS: 6 })
  then(
    'band-1',
    'prompt-answer',
    { answer: 'help' },
    { scenario: 'elderly-care', subject: 'fall:band-1', level: 'alarm', severity: 'Severe' },
  )
  then('band-1', 'sos', {}, { scenario: 'elderly-care', ...(await joins('sos:band-1')), level: 'alarm-again', severity: 'Extreme' })

  const boat = (age: number) => ({
    trackId: 'boat-1',
    source: 'radar',
    datum: 'WGS-84',
    sogKn: 2,
    cogDeg: 90,
    lat: 25.015,
    lon: 160.05 - age / 1e8,
  })
  for (const age of [250_000, 190_000, 130_000, 70_000, 10_000]) await say('ais-1', 'vessel', boat(age), startMs - age)
  then(
    'ais-1',
    'vessel',
    boat(-60_000),
    { scenario: 'fishing-ban', ...(await joins('vessel:closed-fishing-1/boat-1')), level: 'yellow', severity: 'Moderate' },
    startMs + 60_000,
  )

  then(
    'hyd-2',
    'water-pressure',
    { mpa: 0.3, batteryPct: 18 },
    { scenario: 'device-health', subject: 'battery:hyd-2', level: 'battery-low', severity: 'Minor', limitsVersion: 3 },
  )
  const doubted = await joins(`person:${person('aa1').slice(0, 12)}`)
  const tested = { ...arrivalOf('aa1', '别的街道另一小区', startMs), test: { at: iso(startMs - 3_600_000), result: 'positive' } }
  then('checkpoint-1', 'arrival', tested, { scenario: 'epidemic-control', ...doubted, level: 'red', severity: 'Severe' })
  then('health-desk-1', 'case-count', countOf(20, startMs - 2 * dayMs, startMs), {
    scenario: 'epidemic-control',
    subject: 'street:street-3',
    level: 'alarm',
    severity: 'Moderate',
  })

  const brief = {
    id: 'ws-9',
    name: 'ws-9',
    kinds: ['weather'],
    site: { lat: 25.1, lon: 160.03 },
    watches: ['forest-1'],
    silenceSeconds: 15,
  }
  const { credentials } = await admin('POST', '/v1/devices', brief)
  await (await county.device('ws-9', credentials)).say('weather', calmWeather)
  const later: Effect[] = [
    { ...inTheWater, level: 'critical', severity: 'Extreme' },
    { scenario: 'device-health', subject: 'device:ws-9', level: 'silent', severity: 'Minor' },
  ]
  return { next, later }
}
