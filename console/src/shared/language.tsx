import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react'
import type { Text } from '#domain/text.ts'
import { en } from '../locales/en.ts'
import { type Dictionary, zh } from '../locales/zh.ts'

export type Language = keyof Text

type Spoken = { language: Language; t: Dictionary; say: (text: Text) => string; change: (language: Language) => void }

const Context = createContext<Spoken | undefined>(undefined)
const storageKey = 'county-sense.language'

/** The language of the console: what was chosen last, else the browser's. */
export function LanguageProvider({ children }: { children: ReactNode }) {
  const [language, change] = useState<Language>(() => stored() ?? (navigator.language.startsWith('zh') ? 'zh' : 'en'))
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    localStorage.setItem(storageKey, language)
  }, [language])
  const spoken = useMemo(() => ({ language, t: language === 'zh' ? zh : en, say: (text: Text) => text[language], change }), [language])
  return <Context value={spoken}>{children}</Context>
}

export function useLanguage(): Spoken {
  const spoken = useContext(Context)
  if (!spoken) throw new Error('useLanguage needs a LanguageProvider around it')
  return spoken
}

function stored(): Language | undefined {
  const value = localStorage.getItem(storageKey)
  return value === 'zh' || value === 'en' ? value : undefined
}
