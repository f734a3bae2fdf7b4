import { useQuery } from '@tanstack/react-query'
import type * as z from 'zod'
import type { meSchema, peoplePageSchema } from '#domain/api/county.ts'
import type { Api } from './api.ts'

type Me = z.infer<typeof meSchema>
type People = z.infer<typeof peoplePageSchema>
export type Person = People['items'][number]

/** The roster of the county, for those who may read it. */
export function usePeople(api: Api, me: Me) {
  return useQuery({
    queryKey: ['people'],
    queryFn: () => api.get<People>('/v1/people'),
    enabled: me.permissions.includes('people.read'),
    staleTime: 60_000,
  })
}

/** What somebody is called; their id while the roster is not read, may not be read or does not name them. */
export function usePersonName(api: Api, me: Me): (id: string) => string {
  const { data } = usePeople(api, me)
  return (id) => (id === me.id ? me.name : (data?.items.find((person) => person.id === id)?.name ?? id))
}
