import { useQuery } from '@tanstack/react-query'
import type { FeatureCollection, Geometry } from 'geojson'
import type { Text } from '#domain/text.ts'
import type { Api } from './api.ts'

export type Areas = FeatureCollection<Geometry, { id: string; kind: string; name: Text }>

/** The areas of the county: they change with the county's files only. */
export function useAreas(api: Api) {
  return useQuery({ queryKey: ['areas'], queryFn: () => api.get<Areas>('/v1/areas'), staleTime: Number.POSITIVE_INFINITY })
}

/** What an area is called; nothing while that is not known. */
export function useAreaName(api: Api): (id: string | undefined) => Text | undefined {
  const { data } = useAreas(api)
  return (id) => data?.features.find(({ properties }) => properties.id === id)?.properties.name
}
