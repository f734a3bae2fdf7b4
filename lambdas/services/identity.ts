import { OidcIdentity } from '#adapters/aws/identity.ts'
import { systemClock } from '#adapters/aws/system.ts'
import type { CountyContext } from '#domain/county/county-context.ts'
import type { Identity } from '#domain/ports.ts'

/** Who stands behind a token, by the issuer that the county names. Without one no token proves anything. */
export function identityOf({ identity, people }: CountyContext): Identity {
  return identity ? new OidcIdentity(identity, people, systemClock) : { verify: async () => undefined }
}
