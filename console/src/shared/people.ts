import { useQuery } from '@tanstack/react-query'
import type * as z from 'zod'
import type { meSchema, peoplePageSchema } from '#domain/api/county.ts'
import type { Api } from './api.ts'

/** Who is signed in, and what they may do. */
export type Me = z.infer<typeof meSchema>
type People = z.infer<typeof peoplePageSchema>
export type Person = People['items'][number]

/** Whoever the token names; not asked before there is one. */
export function useMe(api: Api, token: string | undefined) {
  return useQuery({ queryKey: ['me', token], queryFn: () => api.get<Me>('/v1/me'), enabled: token !== undefined, staleTime: 60_000 })
}

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
