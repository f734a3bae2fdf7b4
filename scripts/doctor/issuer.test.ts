import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, describe, expect, it } from 'vitest'
import { systemClock } from '#adapters/aws/system.ts'
import { identitySettingsSchema } from '#domain/people/identity-settings.ts'
import { examine } from '#scripts/doctor/finding.ts'
import { looksAtIssuer } from '#scripts/doctor/issuer.ts'

const { privateKey, publicKey } = await generateKeyPair('RS256')
const keys = { keys: [{ ...(await exportJWK(publicKey)), kid: 'k', alg: 'RS256' }] }
/** What the issuer answers at each path; a string is a page. */
let pages: Record<string, unknown> = {}
const server = createServer(({ url = '' }, answer) => {
  const page = pages[url]
  answer.writeHead(page === undefined ? 404 : 200).end(typeof page === 'string' ? page : JSON.stringify(page))
})
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
afterAll(() => server.close())

const discovery = (more: object = {}) => ({
  ...{ issuer, jwks_uri: `${issuer}/jwks`, authorization_endpoint: `${issuer}/authorize`, token_endpoint: `${issuer}/token` },
  ...more,
})
const wellKnown = '/.well-known/openid-configuration'
const people = [{ id: 'wang', name: '王', subject: 's-1' }]

/** What each look found, in one line. */
async function looked(answers: Record<string, unknown>, claims?: Record<string, unknown>) {
  pages = answers
  const now = Math.floor(Date.now() / 1000)
  const token =
    claims &&
    (await new SignJWT({ iss: issuer, aud: 'api', sub: 's-1', iat: now, exp: now + 60, roles: ['viewer'], ...claims })
      .setProtectedHeader({ alg: 'RS256', kid: 'k' })
      .sign(privateKey))
  const settings = identitySettingsSchema.parse({ issuer, audience: 'api' })
  const findings = await examine(looksAtIssuer(settings, people, token, systemClock), () => undefined)
  return Object.fromEntries(findings.map(({ what, state, seen, remedy }) => [what, `${state}: ${seen} ${remedy ?? ''}`]))
}

const good = { [wellKnown]: discovery(), '/jwks': keys }

describe('the doctor at the issuer', () => {
  it('finds nothing wrong where nothing is, and says who a token would be', async () => {
    const found = await looked(good, {})
    expect(Object.values(found).every((line) => line.startsWith('well'))).toBe(true)
    expect(found['a token']).toContain('wang (王): viewer')
  })

  it.each<[string, Record<string, unknown>, string, RegExp]>([
    ['a page', { [wellKnown]: '<!doctype html>' }, 'issuer', /answers a page, not JSON.*docs\/identity/],
    ['nothing', {}, 'issuer', /answers 404/],
    ['another JSON', { [wellKnown]: { a: 1 } }, 'issuer', /no discovery document/],
    ['another name', { [wellKnown]: discovery({ issuer: `${issuer}/` }) }, 'issuer', /calls itself .*\/ write exactly that/],
    ['no PKCE', { [wellKnown]: discovery({ code_challenge_methods_supported: ['plain'] }) }, 'issuer', /PKCE with S256/],
    ['no keys', { [wellKnown]: discovery(), '/jwks': { keys: [{ kty: 'oct' }] } }, "issuer's keys", /no RSA or EC key/],
    [
      'tokens at another origin',
      { [wellKnown]: discovery({ token_endpoint: 'https://other.example/token' }), '/jwks': keys },
      'page and issuer',
      /"tokenEndpoint": "https:\/\/other\.example\/token"/,
    ],
  ])('says what is wrong and what to do with an issuer that answers %s', async (_title, answers, what, words) => {
    const found = await looked(answers)
    expect(found[what]).toMatch(/^broken/)
    expect(found[what]).toMatch(words)
  })

  it.each<[string, Record<string, unknown>, RegExp]>([
    ['for another audience', { aud: 'other' }, /^broken: it proves nothing .*Its claims: iss, aud/],
    ['without a role of ours', { roles: ['boss'] }, /^broken: wang without any role .*rolesClaim is roles/],
    ['of somebody else', { sub: 's-2' }, /^doubtful: oidc:s-2.*fill column subject/],
  ])('says what is wrong with a token %s, and nothing of what stands in it', async (_title, claims, words) =>
    expect((await looked(good, claims))['a token']).toMatch(words),
  )

  it('is told when the county names no issuer', async () => {
    const [finding] = await examine(looksAtIssuer(undefined, [], undefined, systemClock), () => undefined)
    expect(finding).toMatchObject({ state: 'broken', seen: 'county.json names none' })
  })
})
