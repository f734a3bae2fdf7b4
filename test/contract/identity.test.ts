import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { OidcIdentity } from '#adapters/aws/identity.ts'
import { systemClock } from '#adapters/aws/system.ts'
import { audience, LocalIssuer, localIssuerName } from '#adapters/local/identity.ts'
import { IssuerUnreachable } from '#domain/errors.ts'
import { identitySettingsSchema } from '#domain/people/identity-settings.ts'
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

/** What the county says of the issuer, at this address. */
const settingsAt = (address: string, more: object = {}) => identitySettingsSchema.parse({ issuer: address, audience, ...more })
const registered = (id: string, name = id, subject?: string) => ({ id, name, ...(subject && { subject }) })

identityContract('an OpenID Connect issuer', async ({ id, name }) => ({
  identity: new OidcIdentity(settingsAt(issuer), [registered(id, name)], systemClock),
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

/** A token with these claims and head beside the usual ones; `undefined` leaves one out. */
async function tokenWith(claims: Record<string, unknown>, head: Record<string, unknown> = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000)
  const all = { iss: issuer, aud: audience, sub: 'p-1', iat: now, exp: now + hourSeconds, roles: ['viewer'], ...claims }
  const stated = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined))
  return new SignJWT(stated).setProtectedHeader({ alg: 'ES256', kid: 'key-1', ...head }).sign(await importJWK(own, 'ES256'))
}

const whoIs = async (claims: Record<string, unknown>, more: object = {}, head?: Record<string, unknown>) =>
  new OidcIdentity(settingsAt(issuer, more), [registered('p-1'), registered('p-2', '李', 'e5|9#c')], systemClock).verify(
    await tokenWith(claims, head),
  )

describe('times', () => {
  const now = Math.floor(Date.now() / 1000)
  it.each([
    ['as long as a day', { exp: now + 24 * hourSeconds - 5, iat: now - 5 }, true],
    ['longer than a day', { exp: now + 25 * hourSeconds }, false],
    ['ended half a minute ago by our clock', { iat: now - hourSeconds, exp: now - 30 }, true],
    ['ended two minutes ago', { iat: now - hourSeconds, exp: now - 120 }, false],
    ['issued half a minute from now by our clock', { iat: now + 30 }, true],
    ['issued two minutes from now', { iat: now + 120 }, false],
    ['without a time of issue', { iat: undefined }, false],
  ])('a token that lives or lived %s', async (_title, claims, isTaken) => expect((await whoIs(claims)) !== undefined).toBe(isTaken))
})

describe('what is no access token', () => {
  it.each([
    ['a nonce', { nonce: 'n' }],
    ['the hash of an access token', { at_hash: 'h' }],
    ['Keycloak calls it an ID token', { typ: 'ID' }],
    ['Cognito calls it an ID token', { token_use: 'id' }],
  ])('is known by its claims: %s', async (_title, claims) => expect(await whoIs(claims)).toBeUndefined())

  it('is known by its head', async () => {
    expect(await whoIs({}, {}, { typ: 'logout+jwt' })).toBeUndefined()
    for (const typ of ['JWT', 'at+jwt', 'application/at+jwt']) expect(await whoIs({}, {}, { typ })).toBeDefined()
  })
})

describe('roles', () => {
  it.each([
    ['under a name', 'groups', { groups: ['viewer', 'no-role'] }],
    ['under a name with a colon', 'cognito:groups', { 'cognito:groups': ['viewer'] }],
    ['under a name with points', 'https://county.example/roles', { 'https://county.example/roles': ['viewer'] }],
    ['along a path', 'realm_access.roles', { realm_access: { roles: ['viewer'] } }],
    ['in one string', 'roles', { roles: 'viewer no-role  viewer' }],
  ])('stand %s', async (_title, rolesClaim, claims) =>
    expect((await whoIs({ roles: undefined, ...claims }, { rolesClaim }))?.roles).toEqual(['viewer']),
  )

  it('are none where there is nothing of the kind', async () => {
    expect((await whoIs({ realm_access: 'viewer' }, { rolesClaim: 'realm_access.roles' }))?.roles).toEqual([])
    expect((await whoIs({}, { rolesClaim: 'constructor.name' }))?.roles).toEqual([])
  })
})

describe('audience', () => {
  const clientIds = ['console', 'agency']
  it('a token that names none is taken only of the clients that the county names', async () => {
    expect(await whoIs({ aud: undefined, client_id: 'console' })).toBeUndefined()
    expect(await whoIs({ aud: undefined, client_id: 'console' }, { audience: undefined, clientIds })).toBeDefined()
    expect(await whoIs({ aud: undefined, azp: 'agency' }, { audience: undefined, clientIds })).toBeDefined()
    expect(await whoIs({ aud: undefined, client_id: 'shop' }, { audience: undefined, clientIds })).toBeUndefined()
    expect(await whoIs({ aud: undefined }, { audience: undefined, clientIds })).toBeUndefined()
  })

  it('settings that would take the token of any application are refused', () =>
    expect(identitySettingsSchema.safeParse({ issuer }).success).toBe(false))
})

describe('people', () => {
  it('are those of the register, by their subject', async () => {
    expect(await whoIs({ sub: 'e5|9#c', name: 'another name' })).toMatchObject({ id: 'p-2', name: '李' })
    expect(await whoIs({ oid: 'e5|9#c' }, { subjectClaim: 'oid' })).toMatchObject({ id: 'p-2' })
  })

  it('nobody becomes a person of the register by calling themselves by that id', async () =>
    expect(await whoIs({ sub: 'p-2' })).toMatchObject({ id: 'oidc:p-2' }))

  it('a subject of any form is somebody, always the same', async () => {
    const [first, again] = [await whoIs({ sub: 'a b#c/é' }), await whoIs({ sub: 'a b#c/é' })]
    expect(first?.id).toMatch(/^oidc:[0-9a-f]{32}$/)
    expect(again?.id).toBe(first?.id)
    expect(await whoIs({ sub: '' })).toBeUndefined()
  })
})

describe('an issuer that cannot be asked', () => {
  const person = { id: 'p-1', name: 'p-1', roles: ['viewer'] }

  /** An issuer that answers so until it is mended. */
  async function issuerThat(answerBroken: (answer: ServerResponse, url: string) => void) {
    let isUp = false
    const server = createServer((_asked, answer) => {
      const { d: _private, ...publicKey } = own
      if (isUp) answer.end(JSON.stringify({ keys: [publicKey], jwks_uri: `${url}/jwks` }))
      else answerBroken(answer, url)
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    const mend = () => {
      isUp = true
    }
    return { url, mend, close: () => server.close(), identity: new OidcIdentity(settingsAt(url), [registered('p-1')], systemClock) }
  }

  it.each([
    ['an error', (answer: ServerResponse) => answer.writeHead(503).end('{}')],
    ['a page', (answer: ServerResponse) => answer.end('<!doctype html><title>Sign in</title>')],
    ['no keys', (answer: ServerResponse, url: string) => answer.end(JSON.stringify({ jwks_uri: `${url}/jwks`, keys: 'none' }))],
  ])('but answers %s: nobody can tell', async (_title, broken) => {
    const { url, close, identity } = await issuerThat(broken)
    await expect(identity.verify(await signed(url, person))).rejects.toThrow(IssuerUnreachable)
    close()
  })

  it('is asked again by the next request', async () => {
    const { url, mend, close, identity } = await issuerThat((answer) => answer.writeHead(503).end())
    await expect(identity.verify(await signed(url, person))).rejects.toThrow(IssuerUnreachable)
    mend()
    expect(await identity.verify(await signed(url, person))).toMatchObject(person)
    close()
  })
})
