import { may } from '#domain/people/permissions.ts'
import type { Identity } from '#domain/ports.ts'

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

/** Whoever may read incidents may listen to the county's hints, and to nothing else; nobody may publish. */
export async function authorizeConsole(identity: Identity, place: Place, request: ConnectRequest) {
  const { clientId = '', password = '' } = request.protocolData?.mqtt ?? {}
  const principal = await identity.verify(Buffer.from(password, 'base64').toString())
  if (!principal || !may(principal.roles, 'incidents.read') || !/^console-[0-9a-f-]{36}$/.test(clientId)) return denied
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
    disconnectAfterInSeconds: 3_600,
    refreshAfterInSeconds: 300,
  }
}
