import * as z from 'zod'
import { scenarioAt } from '#api/limits/scenario-path.ts'
import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import { type ShelfView, shelfSchema, shelveSchema, shelvesSchema } from '#domain/api/shelf.ts'
import { sha256 } from '#domain/digest.ts'
import { holds, type Shelf } from '#domain/incident/shelf.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { roleFor } from '#domain/people/permissions.ts'
import { readHeld, readShelf, readShelves, shelfId, shelfWrites } from '#ledger/shelves.ts'
import { shelfTimer } from '#pipeline/detection/held-back.ts'
import { advanceByTimer } from '#pipeline/detection/remembered.ts'

const hourMs = 3_600_000

export const listShelves = operation({
  id: 'listShelves',
  method: 'GET',
  path: '/v1/shelves',
  tag: 'Shelves',
  summary: 'What is shelved now, by whom, why and until when.',
  permission: 'incidents.read',
  answers: { status: 200, schema: shelvesSchema, description: 'All shelves in force' },
  async handle({ store, scenarios, clock, county }) {
    const now = clock.now()
    const shelves = await Promise.all(scenarios.map(({ id }) => readShelves(store, id, now)))
    const inForce = shelves.flat().filter((shelf) => holds(shelf, now))
    return { status: 200, body: { items: inForce.map((shelf) => present(shelf, county.offsetMinutes)) } }
  },
})

export const shelve = operation({
  id: 'shelve',
  method: 'POST',
  path: '/v1/shelves',
  tag: 'Shelves',
  summary:
    'Puts a nuisance away for some hours: its findings open no incident and are counted. It comes back by itself; what is Extreme rings through.',
  permission: 'incidents.shelve',
  body: shelveSchema,
  idempotent: true,
  answers: { status: 201, schema: shelfSchema, description: 'The shelf' },
  async handle(services, { body, principal, requestId }) {
    const { clock, county, store } = services
    const scenario = scenarioAt(services, body.scenario)
    const [fromMs, untilMs] = [clock.now(), Date.parse(body.until)]
    const wrong = (message: string) => new Problem('bad-request', { errors: [{ path: 'body.until', message }] })
    if (untilMs <= fromMs) throw wrong('must lie in the future')
    if (untilMs > fromMs + county.shelfHours * hourMs) throw wrong(`at most ${county.shelfHours} hours from now`)
    const shelf: Shelf = {
      id: shelfId(scenario.id, untilMs, sha256(`${requestId} ${fromMs}`).slice(0, 12)),
      scenario: scenario.id,
      of: body.subject === undefined ? { device: body.device ?? '' } : { subject: body.subject },
      reason: body.reason,
      author: { id: principal.id, role: roleFor(principal.roles, 'incidents.shelve') ?? 'system' },
      fromMs,
      untilMs,
    }
    if ((await store.commit(shelfWrites(shelf, 0))).type === 'conflict') throw new Problem('exists')
    return { status: 201, body: present(shelf, county.offsetMinutes) }
  },
})

export const endShelf = operation({
  id: 'endShelf',
  method: 'DELETE',
  path: '/v1/shelves/{id}',
  tag: 'Shelves',
  summary: 'Takes something off its shelf before its time; what still stands opens its incident at once.',
  permission: 'incidents.shelve',
  params: z.strictObject({ id: z.string().regex(/^[a-z0-9-]{1,64}\.\d{1,15}\.[0-9a-f]{12}$/, 'the id of a shelf') }),
  answers: { status: 200, schema: shelfSchema, description: 'The shelf as it ended' },
  async handle(services, { path, principal }) {
    const { clock, county, store } = services
    const row = await readShelf(store, path.id)
    if (!row) throw new Problem('not-found')
    const shelf = row.value
    const atMs = clock.now()
    if (!holds(shelf, atMs)) throw new Problem('refused', { detail: 'it is over already' })
    const ended: Shelf = { ...shelf, ended: { atMs, by: principal.id } }
    if ((await store.commit(shelfWrites(ended, row.version))).type === 'conflict') throw new Problem('changed-meanwhile')
    const scenario = scenarioAt(services, shelf.scenario)
    for (const { key, subject } of await readHeld(store, shelf.id)) await advanceByTimer(services, scenario, key, shelfTimer(subject), atMs)
    return { status: 200, body: present(ended, county.offsetMinutes) }
  },
})

function present({ of, author, fromMs, untilMs, ended, ...shelf }: Shelf, offsetMinutes: number): ShelfView {
  const at = (ms: number) => formatTime(ms, offsetMinutes)
  const over = ended && { ended: { at: at(ended.atMs), by: ended.by } }
  return {
    id: shelf.id,
    scenario: shelf.scenario,
    ...of,
    reason: shelf.reason,
    author: author.id,
    role: author.role,
    from: at(fromMs),
    until: at(untilMs),
    ...over,
  }
}
