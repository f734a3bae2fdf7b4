import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import { mostIncidents, openedBetween } from '#api/quality/opened-between.ts'
import { qualityQuerySchema, qualitySchema } from '#domain/api/quality.ts'
import { alarmQuality } from '#domain/incident/alarm-quality.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { readWithheld } from '#ledger/withheld.ts'

const weekMs = 7 * 86_400_000
const hourMs = 3_600_000
const officersOnDuty = 2

export const readQuality = operation({
  id: 'readQuality',
  method: 'GET',
  path: '/v1/quality',
  tag: 'Quality',
  summary: 'How good the alarms were: precision by how cases ended, alarms per officer and hour, the noisiest, the stale, what chatters.',
  permission: 'incidents.read',
  query: qualityQuerySchema,
  answers: { status: 200, schema: qualitySchema, description: 'The ledger of alarm quality' },
  async handle({ store, clock, county }, { query }) {
    const toMs = query.to === undefined ? clock.now() : Math.min(clock.now(), Date.parse(query.to))
    const fromMs = query.from === undefined ? toMs - weekMs : Math.max(0, Date.parse(query.from))
    if (toMs <= fromMs)
      throw new Problem('bad-request', { errors: [{ path: 'query.to', message: 'must be after from, which may not lie ahead' }] })
    const incidents = await openedBetween(store, fromMs, toMs)
    const officerHours = (Math.max(hourMs, toMs - fromMs) / hourMs) * (query.officers ?? officersOnDuty)
    const ledger = alarmQuality(incidents.slice(0, mostIncidents), clock.now(), officerHours)
    const suppressed = (await readWithheld(store, fromMs, toMs)).slice(0, 200)
    const time = (ms: number) => formatTime(ms, county.offsetMinutes)
    return { status: 200, body: { from: time(fromMs), to: time(toMs), complete: incidents.length <= mostIncidents, ...ledger, suppressed } }
  },
})
