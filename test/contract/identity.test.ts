import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { afterAll, expect, it } from 'vitest'
import { OidcIdentity } from '#adapters/aws/identity.ts'
import { systemClock } from '#adapters/aws/system.ts'
import { audience, LocalIssuer, localIssuerName } from '#adapters/local/identity.ts'
import { type Role, roleSchema } from '#domain/people/principal.ts'
import { type Claimed, type Flaw, identityContract } from '#test/contract/identity-contract.ts'

const hourSeconds = 3_600
const [own, others] = [await signingKey(), await signingKey()]

async function signingKey(): Promise<JWK> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  return { ...(await exportJWK(privateKey)), kid: 'key-1', alg: 'ES256' }
}

/** A token as an issuer of access tokens makes it (RFC 9068), signed by the county's own key unless that is the flaw. */
async function signed(issuer: string, { id, name, roles }: Claimed, flaw?: Flaw, lifetimeSeconds = hourSeconds): Promise<string> {
  const issuedAt = Math.floor(Date.now() / 1000) - (flaw === 'expired' ? 2 * lifetimeSeconds : 0)
  const token = new SignJWT({ name, roles })
    .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: 'key-1' })
    .setIssuer(flaw === 'other-issuer' ? 'https://issuer.example' : issuer)
    .setAudience(flaw === 'other-audience' ? 'another-api' : audience)
    .setSubject(id)
    .setIssuedAt(issuedAt)
  if (flaw !== 'no-expiry') token.setExpirationTime(issuedAt + lifetimeSeconds)
  return token.sign(await importJWK(flaw === 'other-key' ? others : own, 'ES256'))
}

/** An OpenID Connect issuer on this machine: what it says of itself, and its public key. */
const server = createServer(({ url }, answer) => {
  const { d: _private, ...publicKey } = own
  answer.setHeader('content-type', 'application/json')
  answer.end(JSON.stringify(url?.endsWith('openid-configuration') ? { issuer, jwks_uri: `${issuer}/jwks` } : { keys: [publicKey] }))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
afterAll(() => server.close())

identityContract('an OpenID Connect issuer', async () => ({
  identity: new OidcIdentity({ issuer, audience, rolesClaim: 'roles' }),
  tokenOf: (person, flaw) => signed(issuer, person, flaw),
}))

identityContract('the issuer of a laptop', async ({ id, name, roles }) => {
  const known = roles.filter((role): role is Role => roleSchema.safeParse(role).success)
  const secrets = { signingKey: own, deviceSecret: 'secret' }
  return {
    identity: new LocalIssuer(secrets, localIssuerName, [{ id, name, roles: known }], systemClock),
    tokenOf: (person, flaw) => signed(localIssuerName, person, flaw),
  }
})

it('a token that lives longer than a day proves nothing', async () => {
  const person = { id: 'p-1', name: 'p-1', roles: ['viewer'] }
  const identity = new OidcIdentity({ issuer, audience, rolesClaim: 'roles' })
  expect(await identity.verify(await signed(issuer, person, undefined, 24 * hourSeconds))).toEqual(person)
  expect(await identity.verify(await signed(issuer, person, undefined, 25 * hourSeconds))).toBeUndefined()
})

it('an issuer that cannot be reached proves nothing, and is asked again', async () => {
  const person = { id: 'p-1', name: 'p-1', roles: ['viewer'] }
  let isUp = false
  const flaky = createServer((_asked, answer) => {
    answer.statusCode = isUp ? 200 : 503
    const { d: _private, ...publicKey } = own
    answer.end(JSON.stringify(isUp ? { keys: [publicKey], jwks_uri: `${url}/jwks` } : {}))
  })
  await new Promise<void>((resolve) => flaky.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(flaky.address() as AddressInfo).port}`
  const identity = new OidcIdentity({ issuer: url, audience, rolesClaim: 'roles' })
  expect(await identity.verify(await signed(url, person))).toBeUndefined()
  isUp = true
  expect(await identity.verify(await signed(url, person))).toEqual(person)
  flaky.close()
})
