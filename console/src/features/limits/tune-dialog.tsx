import { type FormEvent, useState } from 'react'
import type * as z from 'zod'
import type { ScenarioLimits } from '#domain/api/limits.ts'
import type { simulationResultSchema, suggestionSchema } from '#domain/api/quality.ts'
import { overrideAt } from '#domain/county/override-at.ts'
import { type RulesWords, rulesWords } from '../../locales/rules.ts'
import { type Api, ApiProblem } from '../../shared/api.ts'
import { useLanguage } from '../../shared/language.tsx'
import { Modal } from '../../shared/modal.tsx'
import type { Parameter } from './limits-page.tsx'

type Result = z.infer<typeof simulationResultSchema>
type Suggestion = z.infer<typeof suggestionSchema>
type Props = { api: Api; limits: ScenarioLimits; parameter: Parameter; onCancel: () => void; onDone: (after: ScenarioLimits) => void }

const weekMs = 7 * 86_400_000

/** Another value for one limit: tried on what was recorded, then saved with its reason. */
export function TuneDialog({ api, limits, parameter, onCancel, onDone }: Props) {
  const { language, t, say } = useLanguage()
  const words = rulesWords(language)
  const [text, setText] = useState(String(parameter.newest ?? ''))
  const [reason, setReason] = useState('')
  const [result, setResult] = useState<Result | 'trying'>()
  const [suggestion, setSuggestion] = useState<Suggestion>()
  const [problem, setProblem] = useState<string>()
  const at = `/v1/scenarios/${limits.scenario}`
  const override = () => overrideAt(parameter.path, typed(parameter, text))
  const failed = (error: Error) => {
    setResult(undefined)
    setProblem(error instanceof ApiProblem ? (error.problem.errors?.[0]?.message ?? error.problem.detail ?? error.message) : error.message)
  }
  const tryIt = () => {
    setResult('trying')
    setProblem(undefined)
    api.post<Result>(`${at}/simulate`, { limits: override(), ...lastDays() }).then(setResult, failed)
  }
  const suggest = () => {
    setSuggestion(undefined)
    setProblem(undefined)
    api.post<Suggestion>(`${at}/suggest`, { parameter: parameter.path, ...lastDays() }).then((answer) => {
      setSuggestion(answer)
      if (answer.suggested) setText(String(answer.suggested.value))
    }, failed)
  }
  const save = (event: FormEvent) => {
    event.preventDefault()
    const headers = { 'if-match': `"${limits.newest}"` }
    api.post<ScenarioLimits>(`${at}/limits`, { limits: override(), reason }, headers).then(onDone, failed)
  }
  return (
    <Modal title={parameter.path} onClose={onCancel}>
      <form onSubmit={save}>
        <label>
          {words.newValue} {parameter.unit && `(${parameter.unit})`}
          <Value parameter={parameter} text={text} onChange={setText} />
        </label>
        <div className="buttons">
          <button type="button" onClick={tryIt} disabled={result === 'trying'}>
            {words.tryIt}
          </button>
          {parameter.takes.endsWith('number') && (
            <button type="button" onClick={suggest}>
              {words.suggest}
            </button>
          )}
        </div>
        <div role="status">
          {suggestion && <p>{suggestionText(suggestion, words)}</p>}
          {result === 'trying' && words.trying}
          {result && result !== 'trying' && (
            <>
              <strong>{words.outcome(result.added, result.removed, result.kept, result.messages)}</strong>
              {result.lacksBefore && <p>{words.lacksBefore(result.lacksBefore.slice(0, 16).replace('T', ' '))}</p>}
              <ul className="examples">
                {[
                  ...result.examples.added.map((one) => ['+', one] as const),
                  ...result.examples.removed.map((one) => ['−', one] as const),
                ].map(([sign, one]) => (
                  <li key={`${sign}${one.subject}${one.at}`}>
                    {sign} {one.at.slice(5, 16)} {say(one.title)} ({t.severity[one.severity as keyof typeof t.severity]})
                  </li>
                ))}
              </ul>
            </>
          )}
        </div>
        <label>
          {words.reason}
          <textarea value={reason} onChange={({ target }) => setReason(target.value)} rows={2} maxLength={500} />
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

function suggestionText({ suggested }: Suggestion, words: RulesWords): string {
  return suggested ? words.suggested(suggested.value, suggested.falseRemoved, suggested.added) : words.noneBetter
}

function lastDays(): { from: string; to: string } {
  return { from: new Date(Date.now() - weekMs).toISOString(), to: new Date().toISOString() }
}

function Value({ parameter, text, onChange }: { parameter: Parameter; text: string; onChange: (text: string) => void }) {
  const options = parameter.takes === 'yes or no' ? ['true', 'false'] : parameter.choices
  const common = { value: text, onChange: (event: { target: { value: string } }) => onChange(event.target.value), autoFocus: true }
  if (!options) return <input {...common} type="number" step="any" min={parameter.least} max={parameter.most} />
  return (
    <select {...common}>
      {options.map((option) => (
        <option key={option}>{option}</option>
      ))}
    </select>
  )
}

function typed({ takes }: Parameter, text: string): unknown {
  if (takes === 'yes or no') return text === 'true'
  return takes === 'choice' ? text : Number(text)
}
