import * as z from 'zod'

/** Roles a person may hold. The last three are the separated powers of GB/T 22239-2019: nobody holds two of them. */
export const roles = [
  'viewer',
  'duty-officer',
  'dispatcher',
  'responder',
  'health-officer',
  'scenario-admin',
  'device-admin',
  'sysadmin',
  'secadmin',
  'auditor',
] as const
export const roleSchema = z.enum(roles)
export type Role = z.infer<typeof roleSchema>

/** Whoever acts: a person of the roster or another agency's program. */
export type Principal = { id: string; name: string; roles: Role[] }

/** Whoever acts, and until when their token says so. */
export type SignedIn = Principal & { expiresAtMs: number }

const separatedPowers: readonly Role[] = ['sysadmin', 'secadmin', 'auditor']

/** False when the roles join powers that must stay apart. */
export function rolesMayBeHeldTogether(held: readonly Role[]): boolean {
  return held.filter((role) => separatedPowers.includes(role)).length <= 1
}
