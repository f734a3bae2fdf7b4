import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import type { QueueEntry } from '#scenarios/epidemic-control/api-schema.ts'
import type { Api } from '../../shared/api.ts'
import { askedFor } from './asked-for.ts'

export type Filter = 'amber' | 'red' | undefined
type Page = { items: QueueEntry[]; next?: string }
type Pages = InfiniteData<Page, string>

const pageSize = 100

/** The queue, page by page as it is scrolled. The purpose and the cursor go to the API and stand nowhere else. */
export function useQueue(api: Api, purpose: string, filter: Filter) {
  const queries = useQueryClient()
  const key = ['screening', 'queue', purpose, filter]
  const queue = useInfiniteQuery({
    ...askedFor,
    queryKey: key,
    initialPageParam: '',
    queryFn: ({ pageParam }) => api.get<Page>(pathOf(purpose, filter, pageParam)),
    getNextPageParam: ({ next }) => next,
  })
  // Somebody may have moved between two pages that were read at different times.
  const all = queue.data?.pages.flatMap(({ items }) => items) ?? []
  const entries = [...new Map(all.map((entry) => [entry.refs[0], entry])).values()]
  const change = (next: (pages: Pages) => Pages) =>
    queries.setQueryData<Pages>(key, (pages) => pages && next(pages), { updatedAt: queue.dataUpdatedAt })
  return {
    queue,
    entries,
    /** From the first page again. A queue of many pages is not read through for that: each reading leaves a trace. */
    readAgain: () => {
      change(({ pages, pageParams }) => ({ pages: pages.slice(0, 1), pageParams: pageParams.slice(0, 1) }))
      return queue.refetch()
    },
    /** Takes somebody off the list who was decided on or deleted, without another look. */
    takeOff: (ref: string) =>
      change(({ pages, ...others }) => ({
        ...others,
        pages: pages.map((page) => ({ ...page, items: page.items.filter(({ refs }) => !refs.includes(ref)) })),
      })),
  }
}

function pathOf(purpose: string, filter: Filter, cursor: string): string {
  const asked = new URLSearchParams({ purpose, limit: String(pageSize), ...(filter && { colour: filter }), ...(cursor && { cursor }) })
  return `/v1/screening/queue?${asked}`
}
