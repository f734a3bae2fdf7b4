import type { IncidentView } from '#domain/api/incident.ts'

/** What somebody can do to a case, as the API names it. */
export type Command = IncidentView['allowed'][number]

/** A command that was given by a key: for which case, and when, so that it is carried out once. */
export type KeyCommand = { type: Command; incidentId: string; at: number }
