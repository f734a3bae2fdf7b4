import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Text } from '#domain/text.ts'
import { type CommonWords, commonWords } from '../locales/common.ts'
import type { Dictionary, Language } from '../locales/dictionary.ts'

type Spoken = { language: Language; t: CommonWords; say: (text: Text) => string; change: (language: Language) => void }

const Context = createContext<Spoken | undefined>(undefined)
const storageKey = 'county-sense.language'

/** The language of the console: what was chosen last, else the browser's. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, change] = useState<Language>(() => stored() ?? (navigator.language.startsWith('zh') ? 'zh' : 'en'))
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    localStorage.setItem(storageKey, language)
  }, [language])
  const spoken = useMemo(() => ({ language, t: commonWords[language], say: (text: Text) => text[language], change }), [language])
  return <Context value={spoken}>{children}</Context>
}

export function useLanguage(): Spoken {
  const spoken = useContext(Context)
  if (!spoken) throw new Error('useLanguage needs a LanguageProvider around it')
  return spoken
}

/** The texts of one part of the console, in the language that is spoken. */
export function useWords<Words>(dictionary: Dictionary<Words>): Words {
  return dictionary[useLanguage().language]
}

function stored(): Language | undefined {
  const value = localStorage.getItem(storageKey)
  return value === 'zh' || value === 'en' ? value : undefined
}
