import * as z from 'zod'
import { operation } from '#api/operation.ts'
import { areasSchema, countyViewSchema, meSchema, peoplePageSchema, scenariosPageSchema } from '#domain/api/county.ts'
import { formatTime } from '#domain/observation/message-time.ts'

export const readCounty = operation({
  id: 'readCounty',
  method: 'GET',
  path: '/v1/county',
  tag: 'County',
  summary: 'What a console needs before it can show anything.',
  permission: 'public',
  answers: { status: 200, schema: countyViewSchema, description: 'The county' },
  async handle({ county, clock }) {
    const { id, name, status, offsetMinutes, mapApprovalNo } = county
    const now = formatTime(clock.now(), offsetMinutes)
    return { status: 200, body: { id, name, status, offsetMinutes, now, ...(mapApprovalNo && { mapApprovalNo }) } }
  },
})

export const readMe = operation({
  id: 'readMe',
  method: 'GET',
  path: '/v1/me',
  tag: 'County',
  summary: 'Who is asking, and what they may do.',
  permission: 'signed-in',
  answers: { status: 200, schema: meSchema, description: 'The person behind the token' },
  async handle({ permissions }, { principal }) {
    const { id, name, roles } = principal
    return { status: 200, body: { id, name, roles, permissions: [...new Set(roles.flatMap((role) => permissions[role]))] } }
  },
})

export const listScenarios = operation({
  id: 'listScenarios',
  method: 'GET',
  path: '/v1/scenarios',
  tag: 'County',
  summary: 'What the county watches for, who is harmed if it falls silent, and who is sent.',
  permission: 'scenarios.read',
  answers: { status: 200, schema: scenariosPageSchema, description: 'All scenarios' },
  async handle({ scenarios }) {
    const items = scenarios.map(({ id, title, impactIfSilent, kinds, page, response }) => ({
      id,
      title,
      harm: impactIfSilent,
      enabled: true,
      kinds: kinds === 'all' ? ['*'] : kinds.map(({ name }) => name),
      ...(page && { page }),
      response,
    }))
    return { status: 200, body: { items } }
  },
})

export const listAreas = operation({
  id: 'listAreas',
  method: 'GET',
  path: '/v1/areas',
  tag: 'County',
  summary: "The county's areas as GeoJSON, WGS-84.",
  permission: 'areas.read',
  query: z.strictObject({ kind: z.string().max(32).optional() }),
  answers: { status: 200, schema: areasSchema, description: 'A FeatureCollection' },
  async handle({ county }, { query }) {
    const features = county.areas.filter(({ properties }) => query.kind === undefined || properties.kind === query.kind)
    return { status: 200, body: { type: 'FeatureCollection', features } }
  },
})

export const listPeople = operation({
  id: 'listPeople',
  method: 'GET',
  path: '/v1/people',
  tag: 'County',
  summary: 'Who can be dispatched and who holds which role. No telephone numbers.',
  permission: 'people.read',
  answers: { status: 200, schema: peoplePageSchema, description: 'All people' },
  async handle({ county }) {
    return {
      status: 200,
      body: { items: county.people.map(({ id, name, roles, agency }) => ({ id, name, roles, ...(agency && { agency }) })) },
    }
  },
})
