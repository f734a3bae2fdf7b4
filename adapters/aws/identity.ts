import { createRemoteJWKSet, jwtVerify } from 'jose'
import * as z from 'zod'
import { type Principal, type Role, roleSchema, rolesMayBeHeldTogether } from '#domain/people/principal.ts'
import type { Identity } from '#domain/ports.ts'

/** The county's OpenID Connect issuer, as county.json names it. */
export type OidcSettings = { issuer: string; audience: string; rolesClaim: string; jwksUri?: string }

const longestLifetimeSeconds = 86_400
const claimsSchema = z.looseObject({
  sub: z.string().min(1).max(128),
  iat: z.number(),
  exp: z.number(),
  name: z.string().max(80).optional(),
})

/**
 * Access tokens of any OIDC issuer: signature by its published keys, issuer, audience, expiry and a bounded lifetime. Roles come
 * from the claim that the county names; unknown ones are ignored, and separated powers in one hand are no principal at all.
 */
export class OidcIdentity implements Identity {
  readonly #settings: OidcSettings
  #keys: ReturnType<typeof createRemoteJWKSet> | undefined

  constructor(settings: OidcSettings) {
    this.#settings = settings
  }

  async verify(bearerToken: string): Promise<Principal | undefined> {
    try {
      this.#keys ??= createRemoteJWKSet(new URL(await this.#jwksUri()), { cooldownDuration: 30_000, cacheMaxAge: 600_000 })
      const { issuer, audience } = this.#settings
      const { payload } = await jwtVerify(bearerToken, this.#keys, {
        issuer,
        audience,
        algorithms: ['RS256', 'ES256', 'PS256'],
        requiredClaims: ['exp', 'iat', 'sub'],
      })
      return this.#principal(payload)
    } catch {
      return undefined
    }
  }

  #principal(payload: unknown): Principal | undefined {
    const claims = claimsSchema.parse(payload)
    if (claims.exp - claims.iat > longestLifetimeSeconds) return undefined
    const claimed = claims[this.#settings.rolesClaim]
    const roles = (Array.isArray(claimed) ? claimed : []).flatMap((role): Role[] => {
      const known = roleSchema.safeParse(role)
      return known.success ? [known.data] : []
    })
    return rolesMayBeHeldTogether(roles) ? { id: claims.sub, name: claims.name ?? claims.sub, roles } : undefined
  }

  async #jwksUri(): Promise<string> {
    if (this.#settings.jwksUri) return this.#settings.jwksUri
    const response = await fetch(`${this.#settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(3_000),
      redirect: 'error',
    })
    return z.looseObject({ jwks_uri: z.url() }).parse(await response.json()).jwks_uri
  }
}
