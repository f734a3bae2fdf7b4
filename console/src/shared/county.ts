import { useQuery } from '@tanstack/react-query'
import type * as z from 'zod'
import type { countyViewSchema } from '#domain/api/county.ts'
import type { Api } from './api.ts'

type CountyView = z.infer<typeof countyViewSchema>

/** The county, and how far its clock is ahead of ours. */
export type County = CountyView & { aheadMs: number }

/** What the console needs before it can show anything. */
export function useCounty(api: Api) {
  return useQuery({
    queryKey: ['county'],
    queryFn: async (): Promise<County> => {
      const read = await api.get<CountyView>('/v1/county')
      return { ...read, aheadMs: Date.parse(read.now) - Date.now() }
    },
    refetchInterval: 30_000,
  })
}
