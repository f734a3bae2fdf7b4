import type { ArrowRule } from './import-graph.ts'

/** The rooms, each with those it may know; a room not named here is nobody's. Arrows go down only. */
export const mayKnow: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  ledger: ['domain'],
  pipeline: ['ledger', 'domain'],
  api: ['pipeline', 'ledger', 'domain'],
  scenarios: ['api', 'pipeline', 'ledger', 'domain'],
  adapters: ['domain'],
  lambdas: ['scenarios', 'api', 'pipeline', 'ledger', 'domain', 'adapters'],
  local: ['scenarios', 'api', 'pipeline', 'ledger', 'domain', 'adapters'],
  lib: ['scenarios', 'api', 'pipeline', 'domain', 'adapters'],
  bin: ['lib'],
}

export const rooms = Object.keys(mayKnow)

/** A file that only scenarios' lists stand in, so that the platform finds all of them and knows none. */
const lists = /^scenarios\/[\w-]+\.ts$/
const code = /^[\w-]+\/.*\.tsx?$/

const roomRules: ArrowRule[] = Object.entries(mayKnow).map(([room, known]) => ({
  from: new RegExp(`^${room}/`),
  never: (to) => code.test(to) && ![room, ...known].includes(to.split('/', 1)[0] ?? ''),
  why: `${room} knows only ${known.join(', ') || 'itself'}`,
}))

/** Who may not know whom. */
export const rules: ArrowRule[] = [
  ...roomRules,
  {
    from: /^domain\//,
    never: (to) => !code.test(to) && !['zod', 'node:crypto'].includes(to),
    why: 'the core knows zod, a hash and itself',
  },
  {
    from: /^(api|ledger|pipeline|lib)\//,
    never: (to) => to.startsWith('scenarios/') && !lists.test(to),
    why: 'the platform knows no single scenario',
  },
  {
    // Only stories may know the scenario they play.
    from: /^local\/(?!simulator\/|ground-truth\/)/,
    never: (to) => to.startsWith('scenarios/') && !lists.test(to),
    why: 'the platform knows no single scenario',
  },
  {
    from: /^scenarios\/([\w-]+)\//,
    never: (to, scenario) => to.startsWith('scenarios/') && !to.startsWith(`scenarios/${scenario}/`),
    why: 'one scenario never imports another, nor the list',
  },
  {
    // Detection carries its own scenario only: what makes up its function never leads to the doors.
    from: /^scenarios\/[\w-]+\/(?!operations\/|extension\.ts|health-of\.ts|rows\.ts|row-types\.ts)/,
    never: /^(api|ledger|pipeline)\//,
    why: 'a detector is pure: only its operations and rows know the platform',
  },
  { from: /^(ledger|pipeline|api|scenarios)\//, never: /^(@middy|@aws|aws-)/, why: "only lambdas/ knows Lambda's shapes" },
  {
    from: /^(?!adapters\/aws\/|lambdas\/|lib\/|bin\/|scripts\/)/,
    never: /^(@aws-sdk|aws-cdk-lib|@smithy)/,
    why: 'only adapters/aws, its functions and lib call AWS',
  },
  { from: /^adapters\/aws\//, never: /^adapters\/local\//, why: 'the cloud knows nothing of the laptop' },
  { from: /^(local|console)\//, never: /^adapters\/aws\//, why: 'the laptop knows nothing of AWS' },
  { from: /^lambdas\//, never: /^(adapters\/local|local)\//, why: "the laptop's issuer must not be bundled" },
  { from: /^lib\//, never: /^adapters\/(?!local\/county-files\.ts$)/, why: 'infrastructure reads the county and runs nothing' },
]
