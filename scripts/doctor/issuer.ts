import * as z from 'zod'
import { OidcIdentity } from '#adapters/aws/identity.ts'
import type { IdentitySettings } from '#domain/people/identity-settings.ts'
import type { RegisteredPerson } from '#domain/people/token-claims.ts'
import type { Clock } from '#domain/ports.ts'
import { broken, doubtful, type Look, notAsked, oneLine, well } from './finding.ts'

const timeoutMs = 5_000
const discoverySchema = z.looseObject({
  issuer: z.string(),
  jwks_uri: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  code_challenge_methods_supported: z.array(z.string()).optional(),
})
const keysSchema = z.looseObject({ keys: z.array(z.looseObject({ kty: z.string(), alg: z.string().optional() })) })

const chapter = 'correct identity in county.json (docs/identity.md)'

/** The county's issuer: what it says of itself, its keys, where the page has to go, and a token if there is one to try. */
export function looksAtIssuer(
  settings: IdentitySettings | undefined,
  people: readonly RegisteredPerson[],
  token: string | undefined,
  clock: Clock,
): Look[] {
  if (!settings) return [{ what: 'issuer', look: async () => broken('county.json names none', `nobody could sign in: ${chapter}`) }]
  let discovered: z.infer<typeof discoverySchema> | undefined
  return [
    {
      what: 'issuer',
      look: async () => {
        const address = `${settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
        const answer = await jsonAt(address)
        if (typeof answer === 'string') return broken(`${address} ${answer}`, chapter)
        const parsed = discoverySchema.safeParse(answer.json)
        if (!parsed.success) return broken(`${address} is no discovery document of OpenID Connect`, chapter)
        discovered = parsed.data
        if (discovered.issuer !== settings.issuer)
          return broken(`it calls itself ${discovered.issuer}`, `write exactly that as issuer: tokens are held against it`)
        if (!(discovered.code_challenge_methods_supported ?? ['S256']).includes('S256'))
          return broken('it does not offer PKCE with S256', 'the console is a public client: allow PKCE at the issuer')
        return well(settings.issuer)
      },
    },
    {
      what: "issuer's keys",
      look: async () => {
        if (!discovered) return notAsked('the issuer was not found')
        const answer = await jsonAt(discovered.jwks_uri)
        if (typeof answer === 'string') return broken(`${discovered.jwks_uri} ${answer}`, 'the functions must be able to read it')
        const { data } = keysSchema.safeParse(answer.json)
        const usable = data?.keys.filter(({ kty }) => kty === 'RSA' || kty === 'EC') ?? []
        return usable.length > 0
          ? well(`${usable.length} keys`)
          : broken('it publishes no RSA or EC key', 'let it sign access tokens with RS256, PS256 or ES256')
      },
    },
    {
      what: 'page and issuer',
      look: async () => {
        if (!discovered) return notAsked('the issuer was not found')
        const allowed = [settings.issuer, settings.tokenEndpoint ?? settings.issuer].map((url) => new URL(url).origin)
        const origin = new URL(discovered.token_endpoint).origin
        return allowed.includes(origin)
          ? well(`the console may ask ${origin} for tokens`)
          : broken(
              `its token endpoint stands on ${origin}, to which the page's security policy does not let it talk`,
              `add "authorizationEndpoint": "${discovered.authorization_endpoint}" and "tokenEndpoint": "${discovered.token_endpoint}" to identity in county.json`,
            )
      },
    },
    { what: 'a token', look: async () => lookAtToken(settings, people, token, clock) },
  ]
}

async function lookAtToken(settings: IdentitySettings, people: readonly RegisteredPerson[], token: string | undefined, clock: Clock) {
  if (token === undefined) return notAsked('none was given; --token <file> tries one')
  const who = await new OidcIdentity(settings, people, clock).verify(token.trim())
  if (!who)
    return broken('it proves nothing here', `${chapter}: audience or clientIds, its age, whether it is an access token. ${claimsOf(token)}`)
  if (who.roles.length === 0)
    return broken(`${who.id} without any role`, `${chapter}: rolesClaim is ${settings.rolesClaim}. ${claimsOf(token)}`)
  const seen = `${who.id} (${who.name}): ${who.roles.join(', ')}`
  return who.id.startsWith('oidc:')
    ? doubtful(seen, `nobody of people.csv is known by this ${settings.subjectClaim}: fill column subject`)
    : well(seen)
}

/** Which claims a token has, not what they say. */
function claimsOf(token: string): string {
  try {
    const claims = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
    return `Its claims: ${Object.keys(claims).join(', ')}`
  } catch {
    return 'It is no JWT'
  }
}

/** What is there as JSON, or in a few words what is there instead. */
async function jsonAt(address: string): Promise<{ json: unknown } | string> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(timeoutMs), redirect: 'error' })
    if (!response.ok) return `answers ${response.status}`
    const text = await response.text()
    if (/^\s*</.test(text)) return 'answers a page, not JSON'
    return { json: JSON.parse(text) }
  } catch (error) {
    return `cannot be read: ${oneLine(error instanceof Error && error.cause ? error.cause : error)}`
  }
}
