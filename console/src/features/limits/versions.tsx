import { useState } from 'react'
import type { ScenarioLimits } from '#domain/api/limits.ts'
import { limitsWords } from '../../locales/limits.ts'
import type { Api } from '../../shared/api.ts'
import { useWords } from '../../shared/language.tsx'
import { type Me, usePersonName } from '../../shared/people.ts'
import { shown } from './parameter.ts'
import { RollBackDialog } from './roll-back-dialog.tsx'

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
