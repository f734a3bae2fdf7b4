import { deskWords } from '../../locales/desk.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import type { PushState } from '../../shared/push.ts'
import { useNow } from '../../shared/time.ts'

/** Says when what is shown may be old: the push is down and we poll, or the server cannot be reached at all. */
export function StaleBanner({
  push,
  updatedAtMs,
  failed,
  retry,
}: {
  push: PushState
  updatedAtMs: number
  failed: boolean
  retry: () => void
}) {
  const { t } = useLanguage()
  const words = useWords(deskWords)
  const now = useNow()
  const seconds = updatedAtMs === 0 ? 0 : Math.max(0, Math.round((now - updatedAtMs) / 1_000))
  if (!failed && push !== 'down') return null
  return (
    <div className="banner" role="alert">
      <span>{failed ? t.stale(seconds) : `${t.pushDown} · ${words.polling(seconds)}`}</span>
      <button type="button" onClick={retry}>
        {t.retry}
      </button>
    </div>
  )
}
