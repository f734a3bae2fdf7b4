import { ApiProblem, problemLines } from './api.ts'
import { useLanguage } from './language.tsx'

/** Why something was not done, beside what was typed: nothing of that is lost. */
export function ProblemText({ error }: { error: Error | null | undefined }) {
  const { t } = useLanguage()
  if (!error) return null
  const [first, ...places] = problemLines(error)
  return (
    <div role="alert" className="bad">
      <p>{first}</p>
      {places.length > 0 && (
        <ul className="faults">
          {places.map((place) => (
            <li key={place}>{place}</li>
          ))}
        </ul>
      )}
      {error instanceof ApiProblem && error.problem.requestId && (
        <p className="quiet">
          {t.requestId} {error.problem.requestId}
        </p>
      )}
    </div>
  )
}
