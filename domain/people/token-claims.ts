import * as z from 'zod'
import { sha256 } from '#domain/digest.ts'
import type { IdentitySettings } from '#domain/people/identity-settings.ts'
import { type Role, roleSchema, rolesMayBeHeldTogether, type SignedIn } from '#domain/people/principal.ts'

/** A person of the register, and what the issuer knows them by. */
export type RegisteredPerson = { id: string; name: string; subject?: string | undefined }

const claimsSchema = z.looseObject({
  exp: z.number(),
  name: z.string().max(80).optional(),
  client_id: z.string().optional(),
  azp: z.string().optional(),
  /** Keycloak says `Bearer` or `ID`, Cognito `access` or `id`. */
  typ: z.string().optional(),
  token_use: z.string().optional(),
})
const subjectSchema = z.string().min(1).max(255)
/** Claims that only ID tokens carry (OpenID Connect Core 1.0, 3.1.3.6 and 3.3.2.11). */
const ofIdTokens = ['nonce', 'at_hash', 'c_hash']

/**
 * Who stands behind the claims of a token whose signature, issuer, audience if one is demanded, and times have been checked;
 * `undefined` for one that is no access token, is for somebody else, or joins powers that must stay apart. Roles that nobody
 * knows are ignored.
 */
export function signedInBy(
  settings: IdentitySettings,
  payload: Readonly<Record<string, unknown>>,
  people: readonly RegisteredPerson[],
): SignedIn | undefined {
  const parsed = claimsSchema.safeParse(payload)
  const subject = subjectSchema.safeParse(claimAt(payload, settings.subjectClaim))
  if (!parsed.success || !subject.success) return undefined
  const claims = parsed.data
  if (ofIdTokens.some((name) => name in payload) || (claims.typ ?? 'Bearer') !== 'Bearer' || (claims.token_use ?? 'access') !== 'access')
    return undefined
  if (!('aud' in payload) && !settings.clientIds?.includes(claims.client_id ?? claims.azp ?? '')) return undefined
  const roles = rolesIn(claimAt(payload, settings.rolesClaim))
  if (!rolesMayBeHeldTogether(roles)) return undefined
  const person = people.find(({ id, subject: known }) => (known ?? id) === subject.data)
  const who = person ? { id: person.id, name: person.name } : stranger(subject.data, claims.name)
  return { ...who, roles, expiresAtMs: claims.exp * 1000 }
}

/** Another agency's program, or somebody not in the register: a name that can never be a person's id. */
function stranger(subject: string, name: string | undefined): { id: string; name: string } {
  const id = /^[\w.@|-]{1,100}$/.test(subject) ? `oidc:${subject}` : `oidc:${sha256(subject).slice(0, 32)}`
  return { id, name: name ?? id }
}

/** The claim of that very name, or what the path leads to. */
function claimAt(payload: Readonly<Record<string, unknown>>, path: string): unknown {
  if (Object.hasOwn(payload, path)) return payload[path]
  return path
    .split('.')
    .reduce<unknown>((found, name) => (isObject(found) && Object.hasOwn(found, name) ? found[name] : undefined), payload)
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}

/** A list of names, or one string with spaces between them. */
function rolesIn(claimed: unknown): Role[] {
  const names = typeof claimed === 'string' ? claimed.split(/\s+/) : Array.isArray(claimed) ? claimed : []
  return [...new Set(names)].flatMap((name) => roleSchema.safeParse(name).data ?? [])
}
