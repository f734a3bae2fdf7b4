import { deviceIdSchema } from '#domain/observation/device.ts'
import { kindNamePattern } from '#domain/observation/kind.ts'
import { presence } from '#domain/observation/presence.ts'

/** AWS IoT Core's limits: 7 slashes, 128 KB (see `maxPayloadBytes`). Basic Ingest's prefix does not count. */
export const maxTopicSlashes = 7

export const commandTopic = (county: string, device: string) => `cs/${county}/command/${device}/down`
export const consoleTopics = (county: string) => `cs/${county}/console/#`
export const uplinkTopic = (county: string, kind: string, device: string) => `cs/${county}/${kind}/${device}/up`

/** The name of AWS IoT's rule for a kind; devices that publish to `$aws/rules/<name>/cs/…` save the messaging charge (Basic Ingest). */
export function ruleName(county: string, kind: string): string {
  return `cs_${county}_${kind}`.replaceAll('-', '_')
}

/** The uplink topic in the form of Basic Ingest. */
export const ingestTopic = (county: string, kind: string, device: string) =>
  `$aws/rules/${ruleName(county, kind)}/${uplinkTopic(county, kind, device)}`

/**
 * Kind and device of an uplink topic `cs/{county}/{kind}/{device}/up`, also in the form of Basic Ingest
 * (`$aws/rules/{rule}/cs/…`); `undefined` for everything else. Of connections only the broker tells, on topics of its own.
 */
export function parseUplinkTopic(county: string, topic: string): { kind: string; device: string } | undefined {
  const levels = (topic.startsWith('$aws/rules/') ? topic.slice(topic.indexOf('/', '$aws/rules/'.length) + 1) : topic).split('/')
  const [root, inCounty, kind = '', device = '', direction] = levels
  if (levels.length !== 5 || root !== 'cs' || inCounty !== county || direction !== 'up') return undefined
  if (kind === presence.name) return undefined
  return kindNamePattern.test(kind) && deviceIdSchema.safeParse(device).success ? { kind, device } : undefined
}
