import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ListImported } from '#scenarios/epidemic-control/api-schema.ts'
import { wordFor } from '../../locales/dictionary.ts'
import { type ScreeningListsWords, screeningListsWords } from '../../locales/screening-lists.ts'
import type { Api } from '../../shared/api.ts'
import { useWords } from '../../shared/language.tsx'
import { ProblemText } from '../../shared/problem.tsx'
import { Table } from '../../shared/table.tsx'
import { dayText } from '../../shared/time.ts'
import { type FileFault, readDivisions, readPublication } from './read-list-files.ts'

type Props = { api: Api; senders: readonly string[]; onImported: () => void }

/** The door takes a megabyte, packed. */
const mostBytes = 1_048_576

/** A published list, as one request: packed, so that the largest of 2022 fits and none is ever half there. */
export function ImportForm({ api, senders, onImported }: Props) {
  const words = useWords(screeningListsWords)
  const [device, choose] = useState(senders[0] ?? '')
  const [publication, setPublication] = useState<File>()
  const [divisions, setDivisions] = useState<File>()
  const bring = useMutation({
    mutationFn: async () => {
      if (!publication || !divisions) throw new Error(words.publication)
      const list = readPublication(publication.name, await publication.text())
      if (!list.ok) throw new Error(faultText(list.fault, words))
      const table = readDivisions(divisions.name, await divisions.text())
      if (!table.ok) throw new Error(faultText(table.fault, words))
      const body = await packed({ device, publication: list.value, divisions: table.value })
      if (body.size > mostBytes) throw new Error(words.files.tooLarge((body.size / mostBytes).toFixed(1)))
      return api.postPacked<ListImported>('/v1/screening/lists', body)
    },
    onSettled: onImported,
  })
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault()
        bring.mutate()
      }}
    >
      <h3>{words.import}</h3>
      <p className="quiet">{words.importHint}</p>
      {senders.length === 0 && <p className="bad">{words.noSender}</p>}
      <label>
        {words.sender}
        <select value={device} onChange={({ target }) => choose(target.value)}>
          {senders.map((one) => (
            <option key={one}>{one}</option>
          ))}
        </select>
      </label>
      <label>
        {words.publication}
        <input type="file" accept=".json,application/json" onChange={({ target }) => setPublication(target.files?.[0])} />
      </label>
      <label>
        {words.divisions}
        <input type="file" accept=".json,.csv" onChange={({ target }) => setDivisions(target.files?.[0])} />
      </label>
      <ProblemText error={bring.error} />
      <div className="buttons">
        <button type="submit" className="primary" disabled={!publication || !divisions || device === '' || bring.isPending}>
          {bring.isPending ? words.sendingNow : words.send}
        </button>
      </div>
      {bring.data && <Outcome answer={bring.data} />}
    </form>
  )
}

/** What became of the publication, and each entry that only a person can place. */
function Outcome({ answer: { listTime, counts, missing, miscounted, duplicates, entries, leftOff } }: { answer: ListImported }) {
  const words = useWords(screeningListsWords)
  const levels = (names: (keyof ScreeningListsWords['level'])[]) => names.map((name) => words.level[name]).join(', ')
  const forHuman = entries.filter(({ human }) => human !== undefined)
  return (
    <div role="status">
      <p className="good">{words.imported(dayText(listTime), counts.high, counts.middle, counts.low)}</p>
      {missing.length > 0 && <p className="bad">{words.missing(levels(missing))}</p>}
      {miscounted.length > 0 && <p className="bad">{words.miscounted(levels(miscounted))}</p>}
      {duplicates > 0 && <p className="quiet">{words.duplicates(duplicates)}</p>}
      {forHuman.length > 0 && (
        <details>
          <summary>{words.forHuman(counts.human)}</summary>
          <Table title={words.human} heads={[words.scope, words.entryText, words.why]}>
            {forHuman.slice(0, 200).map(({ level, scope, text, human = '' }) => (
              <tr key={`${level} ${scope} ${text}`}>
                <td>{scope}</td>
                <td>{text}</td>
                <td>{wordFor(words.humans, human)}</td>
              </tr>
            ))}
          </Table>
          {counts.human > 200 && <p className="quiet">{words.leftOff(counts.human - 200)}</p>}
        </details>
      )}
      {leftOff !== undefined && forHuman.length === 0 && <p className="quiet">{words.leftOff(leftOff)}</p>}
    </div>
  )
}

function faultText(fault: FileFault, { files }: ScreeningListsWords): string {
  return fault.type === 'badRow' ? files.badRow(fault.name, fault.row) : files[fault.type](fault.name)
}

function packed(body: object): Promise<Blob> {
  const stream = new Blob([JSON.stringify(body)]).stream().pipeThrough(new CompressionStream('gzip'))
  return new Response(stream).blob()
}
