import { type Role, roles } from '#domain/people/principal.ts'

/** Everything somebody can be allowed to do on the platform itself. Operations and transitions each name one. */
export const permissions = [
  'incidents.read',
  'incidents.comment',
  'incidents.acknowledge',
  'incidents.judge',
  'incidents.dispatch',
  'incidents.verify',
  'incidents.evaluate',
  'incidents.supervise',
  'incidents.shelve',
  'tasks.read',
  'tasks.handle',
  'devices.read',
  'devices.write',
  'devices.revoke',
  'observations.write',
  'scenarios.read',
  'scenarios.simulate',
  'scenarios.tune',
  'areas.read',
  'people.read',
  'events.read',
  'rejected.read',
  'rejected.replay',
] as const
export type Permission = (typeof permissions)[number]
/** One that a scenario declares for its own operations, e.g. `screening.read`. */
export type ScenarioPermission = `${string}.${string}`

const looking: Permission[] = ['incidents.read', 'tasks.read', 'devices.read', 'scenarios.read', 'areas.read', 'people.read', 'events.read']

/** What each role carries. */
export type PermissionTable = Readonly<Record<Role, readonly string[]>>

/** Who may do what: the one table. What is not listed is denied. */
export const permissionsOf: Record<Role, readonly Permission[]> = {
  viewer: looking,
  'duty-officer': [
    ...looking,
    'incidents.comment',
    'incidents.acknowledge',
    'incidents.judge',
    'incidents.dispatch',
    'incidents.verify',
    'incidents.shelve',
    'rejected.read',
  ],
  dispatcher: [
    ...looking,
    'incidents.comment',
    'incidents.acknowledge',
    'incidents.judge',
    'incidents.dispatch',
    'incidents.verify',
    'incidents.evaluate',
    'incidents.supervise',
    'incidents.shelve',
    'rejected.read',
  ],
  responder: ['incidents.read', 'incidents.comment', 'tasks.read', 'tasks.handle', 'areas.read', 'scenarios.read'],
  // The only role that sees who was screened. Whoever sets the rules does not, and whoever reads the traces cannot look.
  'health-officer': ['incidents.read', 'incidents.comment', 'incidents.acknowledge', 'incidents.judge', 'scenarios.read', 'areas.read'],
  'scenario-admin': [...looking, 'scenarios.simulate', 'scenarios.tune', 'rejected.read', 'rejected.replay'],
  'device-admin': [...looking, 'devices.write', 'devices.revoke', 'observations.write', 'rejected.read', 'rejected.replay'],
  sysadmin: ['scenarios.read', 'areas.read', 'devices.read', 'rejected.read'],
  secadmin: ['people.read', 'scenarios.read', 'areas.read', 'devices.read', 'devices.revoke'],
  auditor: ['incidents.read', 'events.read', 'people.read', 'scenarios.read', 'areas.read', 'rejected.read'],
}

/** The platform's table with what its scenarios declare beside it: who may do what, complete. */
export function withPermissions(scenarios: readonly { permissions?: Readonly<Record<string, readonly Role[]>> }[]): PermissionTable {
  const grants = scenarios.flatMap(({ permissions = {} }) => Object.entries(permissions))
  const carried = (role: Role) => grants.flatMap(([permission, roles]) => (roles.includes(role) ? [permission] : []))
  return Object.fromEntries(roles.map((role) => [role, [...permissionsOf[role], ...carried(role)]])) as Record<Role, string[]>
}

/** Whether any of the roles carries the permission. */
export function may(held: readonly Role[], permission: string, table: PermissionTable = permissionsOf): boolean {
  return held.some((role) => table[role].includes(permission))
}

/** The held role that carries the permission: what the case file names as the actor's role. */
export function roleFor(held: readonly Role[], permission: Permission): Role | undefined {
  return held.find((role) => permissionsOf[role].includes(permission))
}
