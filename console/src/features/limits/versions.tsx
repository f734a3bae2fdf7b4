import { type FormEvent, useState } from 'react'
import type { ScenarioLimits } from '#domain/api/limits.ts'
import { limitsWords } from '../../locales/limits.ts'
import { type Api, ApiProblem } from '../../shared/api.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import { Modal } from '../../shared/modal.tsx'
import { type Me, usePersonName } from '../../shared/people.ts'
import { shown } from './parameter.ts'

type Props = { api: Api; me: Me; limits: ScenarioLimits; mayTune: boolean; onDone: (after: ScenarioLimits) => void }

/** Every decision on the limits, newest first, and the way back to each. */
export function Versions({ api, me, limits, mayTune, onDone }: Props) {
  const words = useWords(limitsWords)
  const personName = usePersonName(api, me)
  const [back, setBack] = useState<number>()
  return (
    <section>
      <h3>{words.history}</h3>
      {limits.versions.length === 0 && <p className="quiet">{words.noHistory}</p>}
      <ol className="versions">
        {limits.versions.map((version) => (
          <li key={version.number}>
            <p>
              <strong>#{version.number}</strong> · {words.effective} {version.effectiveFrom.slice(0, 19).replace('T', ' ')} · {words.author}{' '}
              {personName(version.author)}
              {version.restores !== undefined && ` · ${words.restores(version.restores)}`}
            </p>
            <p>{version.reason}</p>
            <ul className="quiet">
              {version.changes.map(({ path, before, after }) => (
                <li key={path}>
                  {path}: {shown(before)} → {shown(after)}
                </li>
              ))}
            </ul>
            {mayTune && version.number !== limits.newest && (
              <button type="button" onClick={() => setBack(version.number)}>
                {words.rollBack} #{version.number}
              </button>
            )}
          </li>
        ))}
      </ol>
      {mayTune && limits.newest > 0 && (
        <button type="button" onClick={() => setBack(0)}>
          {words.rollBackFile}
        </button>
      )}
      {back !== undefined && (
        <RollBackDialog
          api={api}
          limits={limits}
          to={back}
          onCancel={() => setBack(undefined)}
          onDone={(after) => {
            setBack(undefined)
            onDone(after)
          }}
        />
      )}
    </section>
  )
}

function RollBackDialog({ api, limits, to, onCancel, onDone }: Omit<Props, 'me' | 'mayTune'> & { to: number; onCancel: () => void }) {
  const { t } = useLanguage()
  const words = useWords(limitsWords)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState<string>()
  const give = (event: FormEvent) => {
    event.preventDefault()
    const headers = { 'if-match': `"${limits.newest}"` }
    api
      .post<ScenarioLimits>(`/v1/scenarios/${limits.scenario}/limits/rollback`, { to, reason }, headers)
      .then(onDone, (error: Error) => setProblem(error instanceof ApiProblem ? (error.problem.detail ?? error.message) : error.message))
  }
  return (
    <Modal title={to === 0 ? words.rollBackFile : `${words.rollBack} #${to}`} onClose={onCancel}>
      <form onSubmit={give}>
        <label>
          {words.reason}
          <textarea value={reason} onChange={({ target }) => setReason(target.value)} rows={2} maxLength={500} autoFocus />
        </label>
        {problem && (
          <p role="alert" className="bad">
            {problem}
          </p>
        )}
        <div className="buttons">
          <button type="submit" className="primary" disabled={reason.trim() === ''}>
            {words.saveVersion}
          </button>
          <button type="button" onClick={onCancel}>
            {t.cancel}
          </button>
        </div>
      </form>
    </Modal>
  )
}
