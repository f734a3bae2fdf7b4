import { doubtedCameras } from '#api/devices/doubted-cameras.ts'
import { watchedCoverageSources } from '#api/devices/watched-devices.ts'
import { operation } from '#api/operation.ts'
import { Problem } from '#api/problem.ts'
import { coveragePageSchema, coverageQuerySchema } from '#domain/api/coverage.ts'
import type { AreaCoverage } from '#pipeline/coverage/area-coverage.ts'
import { coverageSourcesOf } from '#pipeline/coverage/coverage-sources.ts'

const namedAtMost = 100

export const readCoverage = operation({
  id: 'readCoverage',
  method: 'GET',
  path: '/v1/coverage',
  tag: 'Devices',
  summary: 'How much of each area is seen now, who is missing, and the ground nobody sees, as GeoJSON.',
  permission: 'devices.read',
  query: coverageQuerySchema,
  answers: { status: 200, schema: coveragePageSchema, description: 'The areas that devices see, in the order of the county' },
  async handle({ store, deviceHealth, county }, { query }) {
    if (query.area !== undefined && county.kindOf(query.area) === undefined)
      throw new Problem('bad-request', {
        errors: [{ path: 'query.area', message: `there is no area "${query.area}" on the county's map` }],
      })
    const [watched, doubted] = await Promise.all([watchedCoverageSources({ store, deviceHealth }), doubtedCameras(store)])
    const areas = county.areas.filter(({ properties }) => query.area === undefined || properties.id === query.area)
    const { coverageOf } = await import('#pipeline/coverage/area-coverage.ts') // its clipper is large, and asked for seldom
    return { status: 200, body: { items: coverageOf(areas, coverageSourcesOf(watched, doubted)).map(shown) } }
  },
})

function shown({ area: { properties }, missing, blind, ...figures }: AreaCoverage) {
  return {
    area: properties.id,
    kind: properties.kind,
    name: properties.name,
    ...figures,
    missingCount: missing.length,
    missing: missing.slice(0, namedAtMost).map(({ device, why }) => ({ device: device.id, name: device.name, why })),
    blind: { type: 'MultiPolygon', coordinates: blind },
  }
}
