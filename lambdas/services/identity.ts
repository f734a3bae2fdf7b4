import { OidcIdentity } from '#adapters/aws/identity.ts'
import type { CountyContext } from '#domain/county/county-context.ts'
import type { Identity } from '#domain/ports.ts'

/** Who stands behind a token, by the issuer that the county names. Without one no token proves anything. */
export function identityOf({ identity }: CountyContext): Identity {
  return identity ? new OidcIdentity(identity) : { verify: async () => undefined }
}
