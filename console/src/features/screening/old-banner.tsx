import { screeningWords } from '../../locales/screening.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import { ageText, useNow } from '../../shared/time.ts'

type Query = { dataUpdatedAt: number; error: Error | null; refetch: () => unknown }

/** What is shown could not be read again: how old it is, and why. */
export function OldBanner({ query: { dataUpdatedAt, error, refetch } }: { query: Query }) {
  const { t } = useLanguage()
  const words = useWords(screeningWords)
  const now = useNow()
  return (
    <div className="banner" role="alert">
      <span>
        {words.notReadAgain} {words.readAt(ageText(dataUpdatedAt, now, t))} · {error?.message}
      </span>
      <button type="button" onClick={() => void refetch()}>
        {t.retry}
      </button>
    </div>
  )
}
