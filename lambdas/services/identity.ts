import { OidcIdentity } from '#adapters/aws/identity.ts'
import { systemClock } from '#adapters/aws/system.ts'
import type { CountyContext } from '#domain/county/county-context.ts'
import { type IdentitySettings, identitySettingsSchema } from '#domain/people/identity-settings.ts'
import type { Identity } from '#domain/ports.ts'

/** The issuer in the county's file, or one that was made with the stack and is known since then only. */
export function identitySettings({ identity }: CountyContext): IdentitySettings | undefined {
  const ofStack = process.env.IDENTITY
  return ofStack ? identitySettingsSchema.parse(JSON.parse(ofStack)) : identity
}

/** Who stands behind a token, by the county's issuer. Without one no token proves anything. */
export function identityOf(county: CountyContext): Identity {
  const settings = identitySettings(county)
  return settings ? new OidcIdentity(settings, county.people, systemClock) : { verify: async () => undefined }
}
