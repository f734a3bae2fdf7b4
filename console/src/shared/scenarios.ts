import { useQuery } from '@tanstack/react-query'
import type * as z from 'zod'
import type { scenariosPageSchema } from '#domain/api/county.ts'
import type { Text } from '#domain/text.ts'
import type { Api } from './api.ts'

/** The scenarios of the county: what it watches for does not change while it runs. */
export function useScenarios(api: Api, enabled = true) {
  return useQuery({
    queryKey: ['scenarios'],
    queryFn: () => api.get<z.infer<typeof scenariosPageSchema>>('/v1/scenarios'),
    enabled,
    staleTime: Number.POSITIVE_INFINITY,
  })
}

/** What a scenario is called; nothing while that is not known. */
export function useScenarioTitle(api: Api): (id: string) => Text | undefined {
  const { data } = useScenarios(api)
  return (id) => data?.items.find((scenario) => scenario.id === id)?.title
}
