import type { IncidentView } from '#domain/api/incident.ts'
import { caseWords } from '../../locales/case.ts'
import { wordFor } from '../../locales/dictionary.ts'
import { figureNames } from '../../locales/figure-names.ts'
import type { Api } from '../../shared/api.ts'
import { useAreaName } from '../../shared/areas.ts'
import type { KeyCommand } from '../../shared/key-command.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import { type Me, usePersonName } from '../../shared/people.ts'
import { SeverityMark } from '../../shared/severity-mark.tsx'
import { ageText, clockText, useNow } from '../../shared/time.ts'
import { Actions } from './actions.tsx'
import { Timeline } from './timeline.tsx'

const steps: IncidentView['status'][] = ['detected', 'confirmed', 'dispatched', 'handling', 'reported', 'verified', 'closed']

/** One case: what it is, how far it is, why it fired, what can be done now, what has been done. */
export function CaseFile({
  api,
  me,
  incident,
  aheadMs,
  command,
}: {
  api: Api
  me: Me
  incident: IncidentView
  aheadMs: number
  command: KeyCommand | undefined
}) {
  const { t, say } = useLanguage()
  const words = useWords(caseWords)
  const figures = useWords(figureNames)
  const now = useNow(aheadMs)
  const personName = usePersonName(api, me)
  const area = useAreaName(api)(incident.areaId)
  const reached = steps.indexOf(incident.status)
  return (
    <article className="case">
      <header>
        <SeverityMark severity={incident.severity} />
        <div>
          <h2>{say(incident.title)}</h2>
          <p className="quiet">
            {area && `${say(area)} · `}
            {t.severity[incident.severity]} · {words.openedAt} {clockText(incident.openedAt)} ·{' '}
            {t.age(ageText(Date.parse(incident.openedAt), now, t))} · {incident.id}
          </p>
        </div>
      </header>
      <ol className="steps">
        {steps.map((step, index) => (
          <li
            key={step}
            data-state={incident.status === 'evaluated' || index < reached ? 'done' : index === reached ? 'now' : 'open'}
            aria-current={index === reached ? 'step' : undefined}
          >
            {t.steps[step]}
          </li>
        ))}
      </ol>
      {reached < 0 && incident.status !== 'evaluated' && <p className="badge">{t.steps[incident.status]}</p>}
      <Actions api={api} me={me} incident={incident} command={command} />
      <section>
        <h3>{words.reason}</h3>
        <p>{say(incident.reason.text)}</p>
        <p className="quiet">
          {incident.condition.state === 'over'
            ? `${t.conditionOver}: ${t.outcome[incident.condition.outcome]} ${clockText(incident.condition.at)}`
            : t.conditionPresent}{' '}
          · {t.evidence(incident.evidenceCount)}
        </p>
        <dl className="inputs">
          {incident.reason.inputs.map(({ name, value, unit, ageSeconds }) => (
            <div key={name}>
              <dt>{wordFor(figures, name)}</dt>
              <dd>
                {String(value)} {unit}{' '}
                {ageSeconds !== undefined && <span className="quiet">({t.age(`${ageSeconds} ${t.secondsShort}`)})</span>}
              </dd>
            </div>
          ))}
          <div>
            <dt>{words.sources}</dt>
            <dd>{incident.sources.join(', ')}</dd>
          </div>
          <div>
            <dt>{words.acknowledgedBy}</dt>
            <dd>
              {incident.acknowledged
                ? `${personName(incident.acknowledged.by)} ${clockText(incident.acknowledged.at)}`
                : words.notAcknowledged}
            </dd>
          </div>
          {incident.task && (
            <div>
              <dt>{words.task}</dt>
              <dd>
                {personName(incident.task.assignee)} · {words.taskState[incident.task.state]}
              </dd>
            </div>
          )}
        </dl>
      </section>
      <Timeline api={api} me={me} incident={incident} />
    </article>
  )
}
