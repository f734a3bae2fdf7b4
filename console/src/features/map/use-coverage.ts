import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { AreaCoverageView } from '#domain/api/coverage.ts'
import type { Api } from '../../shared/api.ts'
import type { Me } from '../../shared/people.ts'

const storageKey = 'county-sense.blind-ground'
/** The answer takes a reading of every device that sees, so it is asked for only while somebody looks at it. */
const refetchEveryMs = 120_000

/** What is seen of the areas, while the layer is on; whether it is on stays with the browser. Absent for whom it does not concern. */
export function useCoverage(api: Api, me: Me) {
  const [shown, setShown] = useState(() => localStorage.getItem(storageKey) === 'on')
  const query = useQuery({
    queryKey: ['coverage'],
    queryFn: async () => (await api.get<{ items: AreaCoverageView[] }>('/v1/coverage')).items.toSorted(worstFirst),
    enabled: shown,
    staleTime: 30_000,
    refetchInterval: refetchEveryMs,
  })
  const toggle = () => {
    localStorage.setItem(storageKey, shown ? 'off' : 'on')
    setShown(!shown)
  }
  return me.permissions.includes('devices.read') ? { shown, toggle, query } : undefined
}
export type Coverage = NonNullable<ReturnType<typeof useCoverage>>

/** Where most is missing first, and among those where nothing is missing the least covered. */
function worstFirst(one: AreaCoverageView, other: AreaCoverageView): number {
  return fallOf(other) - fallOf(one) || one.coveredPct - other.coveredPct
}

/** How much less is seen than could be, in percent of the area. */
export function fallOf({ coveredPct, coveredIfAllWorkedPct }: AreaCoverageView): number {
  return coveredIfAllWorkedPct - coveredPct
}
