import { may } from '#domain/people/permissions.ts'
import type { Clock, Identity } from '#domain/ports.ts'

/** What IoT Core asks a custom authorizer, as far as a console uses it. */
export type ConnectRequest = { protocolData?: { mqtt?: { clientId?: string; password?: string } } }
export type Place = { partition: string; region: string; account: string; county: string }

const denied = {
  isAuthenticated: false,
  principalId: 'nobody',
  policyDocuments: [],
  disconnectAfterInSeconds: 300,
  refreshAfterInSeconds: 300,
}

/** What IoT Core takes (custom authentication, policy limits of an authorizer's answer). */
const shortestSessionSeconds = 300
const longestSessionSeconds = 86_400

/**
 * Whoever may read incidents may listen to the county's hints, and to nothing else; nobody may publish. The session ends with
 * the token, at the earliest after IoT's five minutes.
 */
export async function authorizeConsole(identity: Identity, clock: Clock, place: Place, request: ConnectRequest) {
  const { clientId = '', password = '' } = request.protocolData?.mqtt ?? {}
  const principal = await identity.verify(Buffer.from(password, 'base64').toString())
  if (!principal || !may(principal.roles, 'incidents.read') || !/^console-[0-9a-f-]{36}$/.test(clientId)) return denied
  const leftSeconds = Math.floor((principal.expiresAtMs - clock.now()) / 1000)
  const arn = (resource: string) => `arn:${place.partition}:iot:${place.region}:${place.account}:${resource}`
  const allow = (action: string, resource: string) => ({ Effect: 'Allow', Action: action, Resource: arn(resource) })
  const policy = {
    Version: '2012-10-17',
    Statement: [
      allow('iot:Connect', `client/${clientId}`),
      allow('iot:Subscribe', `topicfilter/cs/${place.county}/console/#`),
      allow('iot:Receive', `topic/cs/${place.county}/console/*`),
    ],
  }
  return {
    isAuthenticated: true,
    principalId: principal.id.replace(/[^a-zA-Z0-9]/g, ''),
    policyDocuments: [JSON.stringify(policy)],
    disconnectAfterInSeconds: Math.min(longestSessionSeconds, Math.max(shortestSessionSeconds, leftSeconds)),
    refreshAfterInSeconds: shortestSessionSeconds,
  }
}
