import * as z from 'zod'

/**
 * `identity` of county.json: the OpenID Connect issuer whose access tokens the county takes, and what the console needs to ask
 * it for one. Every issuer calls its claims otherwise, so their names are settings.
 */
export const identitySettingsSchema = z
  .strictObject({
    issuer: z.url(),
    /** What `aud` of an access token must name. */
    audience: z.string().min(1).optional(),
    /** Clients whose tokens are taken although they name no audience at all (`client_id`, or `azp`), as Amazon Cognito's. */
    clientIds: z.array(z.string().min(1)).min(1).optional(),
    /** Where the roles stand: a claim's name, or a path with points, e.g. `realm_access.roles`. */
    rolesClaim: z.string().min(1).default('roles'),
    /** What a person of the register is known by: the value in column `subject` of people.csv. */
    subjectClaim: z.string().min(1).default('sub'),
    /** The client that the console signs in as; without it the first of `clientIds`, or `console`. */
    consoleClientId: z.string().min(1).optional(),
    scope: z.string().min(1).default('openid'),
    /** Only where they stand on another origin than the issuer: the page's security policy has to name it. */
    authorizationEndpoint: z.url().optional(),
    tokenEndpoint: z.url().optional(),
  })
  .refine(({ audience, clientIds }) => audience !== undefined || clientIds !== undefined, {
    path: ['audience'],
    message: 'neither audience nor clientIds: the token of any application of this issuer would be taken',
  })
export type IdentitySettings = z.infer<typeof identitySettingsSchema>

/** The client that the console signs in as. */
export function consoleClientOf({ consoleClientId, clientIds }: IdentitySettings): string {
  return consoleClientId ?? clientIds?.[0] ?? 'console'
}
