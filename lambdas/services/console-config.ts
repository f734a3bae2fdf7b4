import { deployedConsoleConfig } from '#api/site/console-config.ts'
import type { ConsoleConfig } from '#domain/api/console-config.ts'
import type { CountyContext } from '#domain/county/county-context.ts'
import type { Log } from '#domain/ports.ts'
import { identitySettings } from '#lambdas/services/identity.ts'
import { once } from '#lambdas/services/on-demand.ts'

/** The relay's schedule: AWS has no shorter one. */
const heartbeatSeconds = 60

/**
 * What the console is told. Its hints come from the account's IoT endpoint, behind the county's authorizer; where the template
 * names none, or IoT does not tell its endpoint, there is no push and the console polls.
 */
export function consoleConfigOnDemand(context: CountyContext, log: Log): () => Promise<ConsoleConfig> {
  const county = { id: context.id, identity: identitySettings(context) }
  const authorizer = process.env.PUSH_AUTHORIZER
  const endpoint = once(async () => {
    const { DescribeEndpointCommand, IoTClient } = await import('@aws-sdk/client-iot')
    const { endpointAddress } = await new IoTClient({}).send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }))
    if (!endpointAddress) throw new Error('IoT Core answered no endpoint')
    return endpointAddress
  })
  return async () => {
    if (!authorizer) return deployedConsoleConfig(county, undefined)
    const host = await endpoint().catch((error) => log.warn('no push: IoT Core does not tell its endpoint', { cause: String(error) }))
    const url = host && `wss://${host}/mqtt?x-amz-customauthorizer-name=${encodeURIComponent(authorizer)}`
    return deployedConsoleConfig(county, url ? { url, heartbeatSeconds } : undefined)
  }
}
