import type { Role } from '#domain/people/principal.ts'

/** Everything somebody can be allowed to do. Operations and transitions each name one. */
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
  'screening.read',
  'screening.decide',
  'screening.import',
  'screening.tallies',
  'screening.audit',
] as const
export type Permission = (typeof permissions)[number]

const looking: Permission[] = ['incidents.read', 'tasks.read', 'devices.read', 'scenarios.read', 'areas.read', 'people.read', 'events.read']

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
    'screening.tallies',
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
    'screening.tallies',
  ],
  responder: ['incidents.read', 'incidents.comment', 'tasks.read', 'tasks.handle', 'areas.read', 'scenarios.read'],
  // The only role that sees who was screened. Whoever sets the rules does not, and whoever reads the traces cannot look.
  'health-officer': [
    'incidents.read',
    'incidents.comment',
    'incidents.acknowledge',
    'incidents.judge',
    'scenarios.read',
    'areas.read',
    'screening.read',
    'screening.decide',
    'screening.import',
    'screening.tallies',
  ],
  'scenario-admin': [...looking, 'scenarios.simulate', 'scenarios.tune', 'rejected.read', 'rejected.replay'],
  'device-admin': [...looking, 'devices.write', 'devices.revoke', 'observations.write', 'rejected.read', 'rejected.replay'],
  sysadmin: ['scenarios.read', 'areas.read', 'devices.read', 'rejected.read'],
  secadmin: ['people.read', 'scenarios.read', 'areas.read', 'devices.read', 'devices.revoke'],
  auditor: [
    'incidents.read',
    'events.read',
    'people.read',
    'scenarios.read',
    'areas.read',
    'rejected.read',
    'screening.tallies',
    'screening.audit',
  ],
}

/** Whether any of the roles carries the permission. */
export function may(held: readonly Role[], permission: Permission): boolean {
  return held.some((role) => permissionsOf[role].includes(permission))
}

/** The held role that carries the permission: what the case file names as the actor's role. */
export function roleFor(held: readonly Role[], permission: Permission): Role | undefined {
  return held.find((role) => permissionsOf[role].includes(permission))
}
