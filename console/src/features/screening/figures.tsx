import { useQuery } from '@tanstack/react-query'
import type { Tallies } from '#scenarios/epidemic-control/api-schema.ts'
import { screeningWords } from '../../locales/screening.ts'
import type { Api } from '../../shared/api.ts'
import { useWords } from '../../shared/language.tsx'
import { Failed, Loading } from '../../shared/states.tsx'
import { Table } from '../../shared/table.tsx'
import { OldBanner } from './old-banner.tsx'
import { VerdictMark } from './verdict-mark.tsx'

type Safe = number | 'hidden'

/** Counts that point at nobody: by day and prefecture, the work they made, cases by street. The newest day first. */
export function Figures({ api, smallest }: { api: Api; smallest: number }) {
  const words = useWords(screeningWords)
  const tallies = useQuery({
    queryKey: ['screening', 'tallies'],
    queryFn: () => api.get<Tallies>('/v1/screening/tallies'),
    refetchInterval: 60_000,
  })
  if (tallies.isError && !tallies.data) return <Failed error={tallies.error} retry={() => void tallies.refetch()} />
  if (!tallies.data) return <Loading />
  const { arrivals, work, streets } = tallies.data
  if (arrivals.length === 0 && streets.length === 0) return <p className="state">{words.noFigures}</p>
  const shown = (count: Safe) => (count === 'hidden' ? words.small(smallest) : count)
  const newest = <Row extends { date: string }>(rows: Row[]) => [...rows].sort((a, b) => (a.date < b.date ? 1 : -1))
  return (
    <>
      {tallies.isError && <OldBanner query={tallies} />}
      <p className="quiet">{words.smallWhy(smallest)}</p>
      <Table
        title={words.figures}
        heads={[words.date, words.prefecture, ...(['red', 'amber', 'green'] as const).map((one) => <VerdictMark key={one} colour={one} />)]}
      >
        {newest(arrivals).map(({ date, prefecture, red, amber, green }) => (
          <tr key={`${date} ${prefecture}`}>
            <td>{date}</td>
            <td>{prefecture}</td>
            <td className="number">{shown(red)}</td>
            <td className="number">{shown(amber)}</td>
            <td className="number">{shown(green)}</td>
          </tr>
        ))}
      </Table>
      <Table title={words.work} heads={[words.date, words.workMinutes]}>
        {newest(work).map(({ date, manualMinutes }) => (
          <tr key={date}>
            <td>{date}</td>
            <td className="number">{manualMinutes === 'hidden' ? '—*' : manualMinutes}</td>
          </tr>
        ))}
      </Table>
      <Table title={words.streets} heads={[words.date, words.street, words.cases]}>
        {newest(streets).map(({ date, street, cases }) => (
          <tr key={`${date} ${street}`}>
            <td>{date}</td>
            <td>{street}</td>
            <td className="number">{shown(cases)}</td>
          </tr>
        ))}
      </Table>
    </>
  )
}
