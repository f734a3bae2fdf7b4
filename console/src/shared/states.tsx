import { ApiProblem } from './api.ts'
import { useLanguage } from './language.tsx'

export function Loading() {
  const { t } = useLanguage()
  return (
    <p className="state" role="status">
      {t.loading}
    </p>
  )
}

/** What went wrong in the words of the API, with the number to ask about, and a way to try again. */
export function Failed({ error, retry }: { error: Error; retry: () => void }) {
  const { t } = useLanguage()
  const requestId = error instanceof ApiProblem ? error.problem.requestId : undefined
  return (
    <div className="state" role="alert">
      <p>
        <strong>{t.failed}</strong> · {error.message}
      </p>
      {requestId && (
        <p className="quiet">
          {t.requestId} {requestId}
        </p>
      )}
      <button type="button" onClick={retry}>
        {t.retry}
      </button>
    </div>
  )
}
