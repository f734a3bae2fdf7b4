import { describe, expect, it } from 'vitest'
import { authorizeConsole } from '#api/authorize-console.ts'
import type { Role } from '#domain/people/principal.ts'
import type { Clock, Identity } from '#domain/ports.ts'

const nowMs = 1_000_000_000
const clock: Clock = { now: () => nowMs, sleep: async () => undefined }
const place = { partition: 'aws', region: 'us-east-1', account: '111122223333', county: 'demo' }
const clientId = 'console-0b6d2c7e-6f0a-4b1c-9a57-3a1c2f0f9d11'

/** Asks with a token that says who it is: roles, and how many seconds are left. */
async function asked(roles: Role[], leftSeconds: number, id = clientId) {
  const identity: Identity = {
    verify: async (token) =>
      token === 'token' ? { id: 'oidc:li|9', name: '李', roles, expiresAtMs: nowMs + leftSeconds * 1000 } : undefined,
  }
  const password = Buffer.from('token').toString('base64')
  return authorizeConsole(identity, clock, place, { protocolData: { mqtt: { clientId: id, password } } })
}

describe('a console that dials the push', () => {
  it('may listen to the hints of its county and do nothing else', async () => {
    const { isAuthenticated, policyDocuments, principalId } = await asked(['viewer'], 3_600)
    expect(isAuthenticated).toBe(true)
    expect(principalId).toMatch(/^[a-zA-Z0-9]{1,128}$/)
    expect(policyDocuments.map((text) => JSON.parse(text).Statement)).toEqual([
      [
        { Effect: 'Allow', Action: 'iot:Connect', Resource: `arn:aws:iot:us-east-1:111122223333:client/${clientId}` },
        { Effect: 'Allow', Action: 'iot:Subscribe', Resource: 'arn:aws:iot:us-east-1:111122223333:topicfilter/cs/demo/console/#' },
        { Effect: 'Allow', Action: 'iot:Receive', Resource: 'arn:aws:iot:us-east-1:111122223333:topic/cs/demo/console/*' },
      ],
    ])
  })

  it.each([
    [3_600, 3_600],
    [60, 300],
    [10 * 86_400, 86_400],
  ])('with a token for %i s is let go after %i s', async (left, seconds) =>
    expect((await asked(['viewer'], left)).disconnectAfterInSeconds).toBe(seconds),
  )

  it('is asked for its token again every five minutes', async () =>
    expect((await asked(['viewer'], 3_600)).refreshAfterInSeconds).toBe(300))

  it.each<[string, Role[], string]>([
    ['without a role that reads incidents', ['secadmin'], clientId],
    ['under the name of a device', ['viewer'], 'cam-1'],
    ['under a name with a wildcard', ['viewer'], 'console-*'],
  ])('is refused %s', async (_title, roles, id) => expect((await asked(roles, 3_600, id)).isAuthenticated).toBe(false))

  it('is refused without a token', async () => {
    const nobody: Identity = { verify: async () => undefined }
    expect((await authorizeConsole(nobody, clock, place, {})).isAuthenticated).toBe(false)
  })
})
