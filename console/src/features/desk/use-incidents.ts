import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { ConsoleConfig } from '#domain/api/console-config.ts'
import type { IncidentView } from '#domain/api/incident.ts'
import type { Api } from '../../shared/api.ts'
import { type PushState, startPush } from '../../shared/push.ts'

type Page = { items: IncidentView[]; next?: string }

const pollEveryMs = 5_000
/** Hints come in bursts; the API is asked at most this often. */
const gatherMs = 250
const pagesAtMost = 10

/** All open incidents and the last ended ones, kept fresh by hints, by polling when there are none, and after every gap. */
export function useIncidents(api: Api, config: ConsoleConfig, token: string) {
  const queries = useQueryClient()
  const [push, setPush] = useState<PushState>('connecting')
  const gathering = useRef<ReturnType<typeof setTimeout>>(undefined)

  useEffect(() => {
    const hint = () => {
      gathering.current ??= setTimeout(() => {
        gathering.current = undefined
        void queries.invalidateQueries({ queryKey: ['incidents'] })
      }, gatherMs)
    }
    return startPush(config, token, hint, setPush)
  }, [config, token, queries])

  const refetchInterval = push === 'live' ? 30_000 : pollEveryMs
  const open = useQuery({
    queryKey: ['incidents', 'open'],
    queryFn: () => allPages(api, '/v1/incidents?status=open&limit=200'),
    refetchInterval,
  })
  const ended = useQuery({
    queryKey: ['incidents', 'ended'],
    queryFn: async () => (await api.get<Page>('/v1/incidents?limit=100')).items.filter((incident) => incident.ended),
    refetchInterval,
  })
  return { open, ended, push }
}

async function allPages(api: Api, first: string): Promise<IncidentView[]> {
  const items: IncidentView[] = []
  let next: string | undefined
  for (let page = 0; page < pagesAtMost; page++) {
    const read: Page = await api.get(next ? `${first}&cursor=${encodeURIComponent(next)}` : first)
    items.push(...read.items)
    next = read.next
    if (!next) break
  }
  return items
}
