import { useInfiniteQuery } from '@tanstack/react-query'
import type { ReadsPage } from '#scenarios/epidemic-control/api-schema.ts'
import { wordFor } from '../../locales/dictionary.ts'
import { screeningWords } from '../../locales/screening.ts'
import type { Api } from '../../shared/api.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import { Failed, Loading } from '../../shared/states.tsx'
import { Table } from '../../shared/table.tsx'
import { OldBanner } from './old-banner.tsx'

/** Who has looked at whom, when and for what, newest first: for whoever watches the watchers. */
export function Trace({ api }: { api: Api }) {
  const { t } = useLanguage()
  const words = useWords(screeningWords)
  const reads = useInfiniteQuery({
    queryKey: ['screening', 'reads'],
    initialPageParam: '',
    queryFn: ({ pageParam }) =>
      api.get<ReadsPage>(`/v1/screening/reads?limit=100${pageParam && `&cursor=${encodeURIComponent(pageParam)}`}`),
    getNextPageParam: ({ next }) => next,
  })
  if (reads.isError && !reads.data) return <Failed error={reads.error} retry={() => void reads.refetch()} />
  if (!reads.data) return <Loading />
  return (
    <>
      {reads.isError && <OldBanner query={reads} />}
      <p className="quiet">{words.traceHint}</p>
      <Table title={words.trace} heads={[words.at, words.by, words.purpose, words.what]} empty={words.noTrace}>
        {reads.data.pages
          .flatMap(({ items }) => items)
          .map(({ id, at, by, purpose, what }) => (
            <tr key={id}>
              <td className="number">{at.slice(0, 19).replace('T', ' ')}</td>
              <td>{by}</td>
              <td>{wordFor(words.purposes, purpose)}</td>
              <td>{what}</td>
            </tr>
          ))}
      </Table>
      {reads.hasNextPage && (
        <button type="button" onClick={() => void reads.fetchNextPage()} disabled={reads.isFetchingNextPage}>
          {t.more}
        </button>
      )}
    </>
  )
}
