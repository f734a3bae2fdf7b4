import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type * as z from 'zod'
import type { ScenarioLimits } from '#domain/api/limits.ts'
import type { suggestionSchema } from '#domain/api/quality.ts'
import { differences } from '#domain/county/limits-version.ts'
import { overrideAt, replacing } from '#domain/county/override-at.ts'
import { type LimitsWords, limitsWords } from '../../locales/limits.ts'
import type { Api } from '../../shared/api.ts'
import { useWords } from '../../shared/language.tsx'
import { ProblemText } from '../../shared/problem.tsx'
import { DecisionDialog } from './decision-dialog.tsx'
import { isJson, type Parameter, shown, textOf, typed } from './parameter.ts'
import { TrialOutcome } from './trial-outcome.tsx'
import { useTrial } from './use-trial.ts'
import { ValueField } from './value-field.tsx'

type Suggestion = z.infer<typeof suggestionSchema>
type Props = { api: Api; limits: ScenarioLimits; parameter: Parameter; onCancel: () => void; onDone: (after: ScenarioLimits) => void }

const weekMs = 7 * 86_400_000

/** Another value for one limit: tried on what was recorded, compared, then saved with its reason. What was typed stays until it was taken. */
export function TuneDialog({ api, limits, parameter: opened, onCancel, onDone }: Props) {
  const words = useWords(limitsWords)
  // Against this version the text was written; a newer one must be looked at before it is overruled.
  const [seen, see] = useState({ version: limits.newest, value: opened.newest })
  const parameter = limits.parameters.find(({ path }) => path === opened.path) ?? opened
  const [text, setText] = useState(() => textOf(opened))
  const at = `/v1/scenarios/${limits.scenario}`
  const read = typed(parameter, text)
  const override = () => overrideAt(parameter.path, replacing(seen.value, read.ok ? read.value : undefined))
  const trial = useTrial(api, limits.scenario)
  const suggest = useMutation({
    mutationFn: () => api.post<Suggestion>(`${at}/suggest`, { parameter: parameter.path, ...lastDays() }),
    onSuccess: ({ suggested }) => suggested && setText(String(suggested.value)),
  })
  const save = useMutation({
    mutationFn: (reason: string) =>
      api.post<ScenarioLimits>(`${at}/limits`, { limits: override(), reason }, { 'if-match': `"${seen.version}"` }),
    onSuccess: onDone,
  })
  const change = (next: string) => {
    setText(next)
    trial.reset()
    save.reset()
  }
  const changes = read.ok ? differences(seen.value, read.value) : []
  return (
    <DecisionDialog
      title={parameter.path}
      broad={isJson(parameter)}
      isReady={changes.length > 0 && !save.isPending}
      problem={<ProblemText error={save.error} />}
      onDecide={save.mutate}
      onCancel={onCancel}
    >
      <ValueField parameter={parameter} text={text} read={read} onChange={change} />
      <div className="buttons">
        <button type="button" onClick={() => trial.begin({ limits: override(), ...lastDays() })} disabled={!read.ok || trial.isPending}>
          {words.tryIt}
        </button>
        {parameter.takes.endsWith('number') && (
          <button type="button" onClick={() => suggest.mutate()} disabled={suggest.isPending}>
            {words.suggest}
          </button>
        )}
      </div>
      <div role="status">
        {suggest.data && <p>{suggestionText(suggest.data, words)}</p>}
        {trial.isPending && !trial.job && words.trying}
        {trial.job && <TrialOutcome job={trial.job} />}
      </div>
      <ProblemText error={trial.error ?? suggest.error} />
      {limits.newest !== seen.version && (
        <div role="alert" className="banner">
          <span>{words.newerVersion(limits.newest)}</span>
          <button
            type="button"
            onClick={() => {
              see({ version: limits.newest, value: parameter.newest })
              save.reset()
            }}
          >
            {words.compareWith(limits.newest)}
          </button>
        </div>
      )}
      <Changes changes={changes} before={seen.version} isRead={read.ok} />
    </DecisionDialog>
  )
}

/** What a saved version would change against the one that was read, path by path. */
function Changes({ changes, before, isRead }: { changes: ReturnType<typeof differences>; before: number; isRead: boolean }) {
  const words = useWords(limitsWords)
  if (!isRead) return null
  return (
    <div>
      <p className="quiet">{changes.length === 0 ? words.noChange(before) : words.changesAgainst(before)}</p>
      <ul className="faults">
        {changes.map(({ path, before: was, after }) => (
          <li key={path}>
            {path && `${path}: `}
            {shown(was)} → {after === undefined ? words.takenAway : shown(after)}
          </li>
        ))}
      </ul>
    </div>
  )
}

function suggestionText({ suggested }: Suggestion, words: LimitsWords): string {
  return suggested ? words.suggested(suggested.value, suggested.falseRemoved, suggested.added) : words.noneBetter
}

function lastDays(): { from: string; to: string } {
  return { from: new Date(Date.now() - weekMs).toISOString(), to: new Date().toISOString() }
}
