import { useQuery } from '@tanstack/react-query'
import type { ScreeningDesk, ScreeningLists } from '#scenarios/epidemic-control/api-schema.ts'
import { screeningListsWords } from '../../locales/screening-lists.ts'
import type { Api } from '../../shared/api.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import type { Me } from '../../shared/people.ts'
import { Failed, Loading } from '../../shared/states.tsx'
import { Table } from '../../shared/table.tsx'
import { ageText, dayText, useNow } from '../../shared/time.ts'
import { ImportForm } from './import-form.tsx'
import { OldBanner } from './old-banner.tsx'

type Props = { api: Api; me: Me; desk: ScreeningDesk; aheadMs: number }

/** An import takes some seconds; one that is not through after this has broken off. */
const sendingForMs = 120_000

/** Which list holds in which prefecture, what was brought in, and a new one. */
export function Lists({ api, me, desk, aheadMs }: Props) {
  const { t } = useLanguage()
  const words = useWords(screeningListsWords)
  const now = useNow(aheadMs)
  const lists = useQuery({
    queryKey: ['screening', 'lists'],
    queryFn: () => api.get<ScreeningLists>('/v1/screening/lists'),
    refetchInterval: 30_000,
  })
  const isStale = (listTime: string) => now - Date.parse(listTime) > desk.listStaleHours * 3_600_000
  const stateOf = ({ sentAt, importedAt }: ScreeningLists['imports'][number]) => {
    if (sentAt !== undefined) return <span className="good">✓ {words.sentWhole}</span>
    if (now - Date.parse(importedAt) < sendingForMs) return words.sending
    return <strong className="bad">✗ {words.sentPart}</strong>
  }
  return (
    <>
      {lists.isPending && <Loading />}
      {lists.isError && !lists.data && <Failed error={lists.error} retry={() => void lists.refetch()} />}
      {lists.isError && lists.data && <OldBanner query={lists} />}
      {lists.data && (
        <>
          <p className="quiet">{words.inForceHint}</p>
          <Table
            title={words.inForce}
            heads={[words.prefecture, words.listTime, words.level.high, words.level.middle, words.level.low, words.hash]}
            empty={words.noLists}
          >
            {lists.data.inForce.map(({ prefecture, listTime, hash, high, middle, low, waiting }) => (
              <tr key={prefecture}>
                <td>{prefecture}</td>
                <td>
                  {listTime ? (
                    <>
                      {dayText(listTime)} <span className="quiet">({t.age(ageText(Date.parse(listTime), now, t))})</span>
                      {isStale(listTime) && <strong className="bad"> ⚠ {words.stale}</strong>}
                    </>
                  ) : (
                    <strong className="bad">⚠ {words.missingList}</strong>
                  )}
                  {waiting && <p className="bad">{words.waiting(dayText(waiting.listTime), waiting.parts)}</p>}
                </td>
                <td className="number">{high}</td>
                <td className="number">{middle}</td>
                <td className="number">{low}</td>
                <td>
                  <code>{hash?.slice(0, 8)}</code>
                </td>
              </tr>
            ))}
          </Table>
          {me.permissions.includes('screening.import') && (
            <ImportForm api={api} senders={desk.senders} onImported={() => void lists.refetch()} />
          )}
          <Table
            title={words.imports}
            heads={[words.listTime, words.state, words.importedBy, words.level.high, words.level.middle, words.level.low, words.human]}
            empty={words.noImports}
          >
            {lists.data.imports.map((one) => (
              <tr key={`${one.listTime} ${one.hash}`}>
                <td>
                  {dayText(one.listTime)} <code>{one.hash.slice(0, 8)}</code>
                </td>
                <td>{stateOf(one)}</td>
                <td>
                  {one.by} <span className="quiet">{dayText(one.importedAt)}</span>
                </td>
                <td className="number">{one.counts.high}</td>
                <td className="number">{one.counts.middle}</td>
                <td className="number">{one.counts.low}</td>
                <td className="number">{one.counts.human}</td>
              </tr>
            ))}
          </Table>
        </>
      )}
    </>
  )
}
