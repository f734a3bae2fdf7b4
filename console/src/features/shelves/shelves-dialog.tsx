import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { IncidentView } from '#domain/api/incident.ts'
import type { ShelfView } from '#domain/api/shelf.ts'
import { shelvesWords } from '../../locales/shelves.ts'
import { type Api, ApiProblem } from '../../shared/api.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import { Modal } from '../../shared/modal.tsx'
import { type Me, usePersonName } from '../../shared/people.ts'
import { Failed, Loading } from '../../shared/states.tsx'
import { useNow } from '../../shared/time.ts'

type Props = { api: Api; me: Me; aheadMs: number; selected: IncidentView | undefined; onClose: () => void }

const hourMs = 3_600_000

/** What is shelved, by whom, why and for how long; and the subject of the case in hand onto a shelf. */
export default function ShelvesDialog({ api, me, aheadMs, selected, onClose }: Props) {
  const { t } = useLanguage()
  const words = useWords(shelvesWords)
  const personName = usePersonName(api, me)
  const now = useNow(aheadMs)
  const queries = useQueryClient()
  const [problem, setProblem] = useState<string>()
  const shelves = useQuery({
    queryKey: ['shelves'],
    queryFn: () => api.get<{ items: ShelfView[] }>('/v1/shelves'),
    refetchInterval: 15_000,
  })
  const mayShelve = me.permissions.includes('incidents.shelve')
  const after = (work: Promise<unknown>) =>
    work.then(
      () => {
        setProblem(undefined)
        return queries.invalidateQueries({ queryKey: ['shelves'] })
      },
      (error: Error) =>
        setProblem(
          error instanceof ApiProblem ? (error.problem.errors?.[0]?.message ?? error.problem.detail ?? error.message) : error.message,
        ),
    )
  return (
    <Modal title={words.shelved} onClose={onClose}>
      {shelves.isPending && <Loading />}
      {shelves.isError && <Failed error={shelves.error} retry={() => void shelves.refetch()} />}
      {shelves.data?.items.length === 0 && <p className="quiet">{words.shelvedNone}</p>}
      <ul className="shelves">
        {shelves.data?.items.map((shelf) => (
          <li key={shelf.id}>
            <p>
              <strong>{shelf.subject ?? shelf.device}</strong> ·{' '}
              {words.left(Math.max(0, Math.ceil((Date.parse(shelf.until) - now) / 60_000)))}
            </p>
            <p className="quiet">
              {personName(shelf.author)}: {shelf.reason}
            </p>
            {mayShelve && (
              <button type="button" onClick={() => void after(api.delete(`/v1/shelves/${shelf.id}`))}>
                {words.takeOff}
              </button>
            )}
          </li>
        ))}
      </ul>
      {problem && (
        <p role="alert" className="bad">
          {problem}
        </p>
      )}
      {mayShelve && selected && (
        <ShelveForm
          incident={selected}
          onGive={(hours, reason) => {
            const until = new Date(now + hours * hourMs).toISOString()
            void after(api.post('/v1/shelves', { scenario: selected.scenario, subject: selected.subject, until, reason }))
          }}
        />
      )}
      <div className="buttons">
        <button type="button" onClick={onClose}>
          {t.close}
        </button>
      </div>
    </Modal>
  )
}

function ShelveForm({ incident, onGive }: { incident: IncidentView; onGive: (hours: number, reason: string) => void }) {
  const words = useWords(shelvesWords)
  const [hours, setHours] = useState('2')
  const [reason, setReason] = useState('')
  const submit = (event: FormEvent) => {
    event.preventDefault()
    onGive(Number(hours), reason)
    setReason('')
  }
  return (
    <form onSubmit={submit}>
      <h3>{words.shelveThis(incident.subject)}</h3>
      <p className="quiet">{words.shelveHint}</p>
      <label>
        {words.hours}
        <input type="number" min="0.5" max="12" step="0.5" value={hours} onChange={({ target }) => setHours(target.value)} />
      </label>
      <label>
        {words.reason}
        <textarea value={reason} onChange={({ target }) => setReason(target.value)} rows={2} maxLength={500} />
      </label>
      <div className="buttons">
        <button type="submit" className="primary" disabled={reason.trim() === ''}>
          {words.shelve}
        </button>
      </div>
    </form>
  )
}
