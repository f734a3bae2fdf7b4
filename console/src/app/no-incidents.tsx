import { doorWords } from '../locales/door.ts'
import type { County } from '../shared/county.ts'
import { useLanguage, useWords } from '../shared/language.tsx'
import type { Me } from '../shared/people.ts'
import { TopBar } from '../shared/top-bar.tsx'

/** What somebody sees whose roles may not read incidents: which role lacks what, and the way out. */
export function NoIncidents({ county, me }: { county: County; me: Me }) {
  const { t } = useLanguage()
  const words = useWords(doorWords)
  return (
    <>
      <TopBar county={county} me={me} rooms={[]} room="desk" />
      <main className="page">
        <h2>{t.room.desk}</h2>
        <p>{words.denied(me.roles.map((role) => words.roles[role]).join(', '))}</p>
      </main>
    </>
  )
}
