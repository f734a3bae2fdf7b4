import { useQuery } from '@tanstack/react-query'
import type * as z from 'zod'
import type { qualitySchema } from '#domain/api/quality.ts'
import { wordFor } from '../../locales/dictionary.ts'
import { qualityWords } from '../../locales/quality.ts'
import type { Api } from '../../shared/api.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import { useScenarioTitle } from '../../shared/scenarios.ts'
import { Failed, Loading } from '../../shared/states.tsx'
import { Table } from '../../shared/table.tsx'

type Quality = z.infer<typeof qualitySchema>

/** How good the alarms of the last seven days were, and what was kept from ringing. */
export default function QualityPage({ api }: { api: Api }) {
  const { say } = useLanguage()
  const words = useWords(qualityWords)
  const titleOf = useScenarioTitle(api)
  const quality = useQuery({ queryKey: ['quality'], queryFn: () => api.get<Quality>('/v1/quality'), refetchInterval: 60_000 })
  if (quality.isError && !quality.data) return <Failed error={quality.error} retry={() => void quality.refetch()} />
  if (!quality.data) return <Loading />
  const { data } = quality
  const scenarioName = (id: string) => {
    const title = titleOf(id)
    return title ? say(title) : id
  }
  const figures: [string, string | number][] = [
    [words.alarms, data.alarms],
    [words.notices, data.notices],
    [words.perOfficerHour, data.alarmsPerOfficerHour],
    [words.noisiestShare, `${data.noisiestSharePct} %`],
  ]
  return (
    <main className="page">
      <h2>{words.quality}</h2>
      {!data.complete && <p role="alert">{words.incomplete}</p>}
      <dl className="figures">
        {figures.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <Precision title={words.byScenario} rows={data.byScenario.map((row) => ({ ...row, name: scenarioName(row.name) }))} />
      <Precision title={words.noisiest} rows={data.noisiest} />
      <Table title={words.suppressed} heads={[words.scenario, words.device, words.why, words.count]}>
        {data.suppressed.map(({ scenario, device, why, count }) => (
          <tr key={`${scenario} ${device} ${why}`}>
            <td>{scenarioName(scenario)}</td>
            <td>{device}</td>
            <td>{wordFor(words.whys, why)}</td>
            <td className="number">{count}</td>
          </tr>
        ))}
      </Table>
      <Names title={words.chatter} names={data.chatter} />
      <Names title={words.stale} names={data.stale} />
    </main>
  )
}

function Precision({ title, rows }: { title: string; rows: Quality['byScenario'] }) {
  const words = useWords(qualityWords)
  return (
    <Table title={title} heads={[words.name, words.alarms, words.judged, words.right, words.precision]}>
      {rows.map(({ name, alarms, judged, right, precision }) => (
        <tr key={name}>
          <td>{name}</td>
          <td className="number">{alarms}</td>
          <td className="number">{judged}</td>
          <td className="number">{right}</td>
          <td className="number">{precision === undefined ? '—' : `${Math.round(precision * 100)} %`}</td>
        </tr>
      ))}
    </Table>
  )
}

function Names({ title, names }: { title: string; names: string[] }) {
  const words = useWords(qualityWords)
  return (
    <section>
      <h3>{title}</h3>
      <p className={names.length === 0 ? 'quiet' : undefined}>{names.length === 0 ? words.none : names.join(', ')}</p>
    </section>
  )
}
