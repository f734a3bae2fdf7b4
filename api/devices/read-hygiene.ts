import { doubtedCameras } from '#api/devices/doubted-cameras.ts'
import { watchedDevices } from '#api/devices/watched-devices.ts'
import { operation } from '#api/operation.ts'
import { hygieneSchema } from '#domain/api/device.ts'
import { hygieneOf } from '#domain/observation/device-hygiene.ts'
import type { AreaCoverage } from '#pipeline/coverage/area-coverage.ts'
import { coverageSourcesOf } from '#pipeline/coverage/coverage-sources.ts'

const shownDevices = 100

export const readHygiene = operation({
  id: 'readDeviceHygiene',
  method: 'GET',
  path: '/v1/device-hygiene',
  tag: 'Devices',
  summary: 'What is not in order among the devices and their registrations, line by line with its remedy.',
  permission: 'devices.read',
  answers: { status: 200, schema: hygieneSchema, description: 'The report' },
  async handle({ store, deviceHealth, county }) {
    const [watched, doubted] = await Promise.all([watchedDevices({ store, deviceHealth }), doubtedCameras(store)])
    const { coverageOf } = await import('#pipeline/coverage/area-coverage.ts') // its clipper is large, and asked for seldom
    const fallen = coverageOf(county.areas, coverageSourcesOf(watched, doubted)).filter(hasFallen).map(inBrief)
    const lines = hygieneOf(watched, fallen).map((line) => ({
      ...line,
      count: line.devices.length,
      devices: line.devices.slice(0, shownDevices),
    }))
    return { status: 200, body: { devices: watched.length, lines } }
  },
})

function hasFallen({ coveredPct, coveredIfAllWorkedPct }: AreaCoverage): boolean {
  return coveredPct < coveredIfAllWorkedPct
}

function inBrief({ area, coveredPct, coveredIfAllWorkedPct, missing }: AreaCoverage) {
  return { area: area.properties.id, coveredPct, coveredIfAllWorkedPct, missing: missing.map(({ device }) => device.id) }
}
