import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readCountyFiles } from '#adapters/local/county-files.ts'
import { type County, parseCounty } from '#domain/county/county.ts'
import { scenarios } from '#scenarios/index.ts'
import { broken, type Look, well } from './finding.ts'

const [oldestMajor, oldestMinor] = [20, 19]

/** Node, the county's files and the console: what is here, without asking anybody. */
export function looksHere(countyId: string, root: string, nodeVersion = process.versions.node): Look[] {
  return [
    {
      what: 'Node.js',
      look: async () => {
        const [major = 0, minor = 0] = nodeVersion.split('.').map(Number)
        const isOld = major < oldestMajor || (major === oldestMajor && minor < oldestMinor)
        return isOld ? broken(nodeVersion, `install Node.js ${oldestMajor}.${oldestMinor} or newer`) : well(nodeVersion)
      },
    },
    {
      what: 'county files',
      look: async () => {
        const county = countyOf(countyId)
        return typeof county === 'string'
          ? broken(county, `npm run county:check -- ${countyId}`)
          : well(`${county.devices.length} devices, ${county.people.length} people, status ${county.file.status}`)
      },
    },
    {
      what: 'console',
      look: async () =>
        existsSync(join(root, 'dist/console/index.html'))
          ? well('built')
          : broken('dist/console is not there', 'npm run deploy builds it; by hand: npx vite build console'),
    },
  ]
}

/** The county, or in one sentence why there is none. */
export function countyOf(countyId: string): County | string {
  try {
    const result = parseCounty(readCountyFiles(countyId), scenarios)
    return result.ok ? result.county : `counties/${countyId}: ${result.problems.length} problems, the first in ${result.problems[0]?.path}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
