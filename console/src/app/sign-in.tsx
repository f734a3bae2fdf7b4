import { doorWords } from '../locales/door.ts'
import type { County } from '../shared/county.ts'
import { useLanguage, useWords } from '../shared/language.tsx'
import { signIn } from '../shared/session.ts'

/** The door: nothing of the county is shown before somebody has said who they are. */
export function SignIn({ county }: { county: County | undefined }) {
  const { t, say, language, change } = useLanguage()
  const words = useWords(doorWords)
  return (
    <main className="door">
      <h1>{county ? `${say(county.name)} · ${t.appTitle}` : t.appTitle}</h1>
      <p>{words.signInHint}</p>
      <button type="button" className="primary" onClick={() => void signIn()}>
        {words.signIn}
      </button>
      <button type="button" className="plain" onClick={() => change(language === 'zh' ? 'en' : 'zh')}>
        {t.language}
      </button>
    </main>
  )
}
