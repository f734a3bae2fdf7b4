import type { QueryClient } from '@tanstack/react-query'
import type { IncidentView } from '#domain/api/incident.ts'

/**
 * Puts what a command made of a case into the lists before they are read again: the next key must speak of it, and a case
 * that has ended must be among the ended ones before it leaves the open ones, or it would leave the screen with its note.
 */
export function remember(queries: QueryClient, answer: IncidentView): void {
  const change = (list: 'open' | 'ended', by: (items: IncidentView[]) => IncidentView[]) =>
    queries.setQueryData<IncidentView[]>(['incidents', list], (items) => items && by(items))
  const isIt = ({ id }: IncidentView) => id === answer.id
  const withNewer = (items: IncidentView[]) => items.map((one) => (isIt(one) && answer.revision > one.revision ? answer : one))
  if (answer.ended) change('ended', (items) => (items.some(isIt) ? withNewer(items) : [answer, ...items]))
  change('open', (items) => (answer.ended ? items.filter((one) => !isIt(one)) : withNewer(items)))
}
