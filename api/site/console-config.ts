import type { ConsoleConfig } from '#domain/api/console-config.ts'
import { consoleTopics } from '#domain/observation/topic.ts'
import { consoleClientOf, type IdentitySettings } from '#domain/people/identity-settings.ts'

/** What the console of a deployed county is told, by the issuer that the county names. */
export function deployedConsoleConfig(
  county: { id: string; identity?: IdentitySettings | undefined },
  push: { url: string; heartbeatSeconds: number } | undefined,
): ConsoleConfig {
  const { identity } = county
  if (!identity) throw new Error(`county ${county.id} names no issuer: add identity to its county.json`)
  const { issuer, scope, authorizationEndpoint, tokenEndpoint } = identity
  return {
    county: county.id,
    oidc: {
      authority: issuer,
      clientId: consoleClientOf(identity),
      scope,
      ...(authorizationEndpoint && { authorizationEndpoint }),
      ...(tokenEndpoint && { tokenEndpoint }),
    },
    ...(push && { push: { ...push, username: 'console', topic: consoleTopics(county.id) } }),
  }
}

/** Where a console of this county signs in, beside its own origin. */
export function connectOrigins(identity: IdentitySettings | undefined): string[] {
  const addresses = [identity?.issuer, identity?.tokenEndpoint].filter((address) => address !== undefined)
  return [...new Set(addresses.map((address) => new URL(address).origin))]
}
