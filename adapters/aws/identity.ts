import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose'
import * as z from 'zod'
import { IssuerUnreachable } from '#domain/errors.ts'
import type { IdentitySettings } from '#domain/people/identity-settings.ts'
import type { SignedIn } from '#domain/people/principal.ts'
import { type RegisteredPerson, signedInBy } from '#domain/people/token-claims.ts'
import type { Clock, Identity } from '#domain/ports.ts'

const longestLifetimeSeconds = 86_400
/** How far the issuer's clock may be from ours. */
const clockToleranceSeconds = 60
const timeoutMs = 3_000
const tokenTypes = ['jwt', 'at+jwt', 'application/at+jwt']

/**
 * Access tokens of any OIDC issuer: signature by its published keys, issuer, audience, times and a bounded lifetime; the claims
 * then say who it is. A token that proves nothing is `undefined`; an issuer that does not answer is thrown, for it says nothing
 * about the token.
 */
export class OidcIdentity implements Identity {
  readonly #settings: IdentitySettings
  readonly #people: readonly RegisteredPerson[]
  readonly #clock: Clock
  #keys: JWTVerifyGetKey | undefined

  constructor(settings: IdentitySettings, people: readonly RegisteredPerson[], clock: Clock) {
    this.#settings = settings
    this.#people = people
    this.#clock = clock
  }

  async verify(bearerToken: string): Promise<SignedIn | undefined> {
    try {
      const { issuer, audience } = this.#settings
      const { payload, protectedHeader } = await jwtVerify(bearerToken, (header, token) => this.#keyFor(header, token), {
        issuer,
        ...(audience !== undefined && { audience }),
        algorithms: ['RS256', 'ES256', 'PS256'],
        requiredClaims: ['exp', 'iat', ...(this.#settings.clientIds ? [] : ['aud'])],
        clockTolerance: clockToleranceSeconds,
        maxTokenAge: longestLifetimeSeconds,
        currentDate: new Date(this.#clock.now()),
      })
      const { exp = 0, iat = 0 } = payload
      if (exp - iat > longestLifetimeSeconds || !tokenTypes.includes((protectedHeader.typ ?? 'jwt').toLowerCase())) return undefined
      return signedInBy(this.#settings, payload, this.#people)
    } catch (error) {
      if (error instanceof IssuerUnreachable) throw error
      return undefined
    }
  }

  /** The key that the token names. That there is none with this name is the token's fault, everything else the issuer's. */
  async #keyFor(...asked: Parameters<JWTVerifyGetKey>): Promise<Awaited<ReturnType<JWTVerifyGetKey>>> {
    try {
      this.#keys ??= createRemoteJWKSet(new URL(await this.#jwksUri()), {
        cooldownDuration: 30_000,
        cacheMaxAge: 600_000,
        timeoutDuration: timeoutMs,
      })
      return await this.#keys(...asked)
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error
      throw new IssuerUnreachable(`${this.#settings.issuer}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }

  async #jwksUri(): Promise<string> {
    const response = await fetch(`${this.#settings.issuer.replace(/\/$/, '')}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(timeoutMs),
      redirect: 'error',
    })
    if (!response.ok) throw new Error(`its discovery document answers ${response.status}`)
    return z.looseObject({ jwks_uri: z.url() }).parse(await response.json()).jwks_uri
  }
}
