import type * as z from 'zod'
import type { simulationResultSchema } from '#domain/api/quality.ts'
import { wordFor } from '../../locales/dictionary.ts'
import { limitsWords } from '../../locales/limits.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import type { TrialJob } from './use-trial.ts'

/** How far a trial has come, or what came of it, with what is not in its figures. */
export function TrialOutcome({ job }: { job: TrialJob }) {
  const { say } = useLanguage()
  const words = useWords(limitsWords)
  const { state, hours, records, skipped, result, problem } = job
  return (
    <>
      {state === 'running' && (
        <p>
          <progress value={hours.read} max={hours.of} aria-label={words.trying} /> {words.progress(hours.read, hours.of, records)}
        </p>
      )}
      {result && <Result result={result} />}
      {problem && <p>{say(problem)}</p>}
      {Object.entries(skipped).map(([reason, count]) => (
        <p className="quiet" key={reason}>
          {wordFor(words.skipped, reason)}: {count}
        </p>
      ))}
    </>
  )
}

function Result({ result }: { result: z.infer<typeof simulationResultSchema> }) {
  const { t, say } = useLanguage()
  const words = useWords(limitsWords)
  const examples = [
    ...result.examples.added.map((one) => ['+', one] as const),
    ...result.examples.removed.map((one) => ['−', one] as const),
  ]
  return (
    <>
      <strong>{words.outcome(result.added, result.removed, result.kept, result.messages)}</strong>
      {result.lacksBefore && <p>{words.lacksBefore(result.lacksBefore.slice(0, 16).replace('T', ' '))}</p>}
      <ul className="examples">
        {examples.map(([sign, one]) => (
          <li key={`${sign}${one.subject}${one.at}`}>
            {sign} {one.at.slice(5, 16)} {say(one.title)} ({wordFor(t.severity, one.severity)})
          </li>
        ))}
      </ul>
    </>
  )
}
