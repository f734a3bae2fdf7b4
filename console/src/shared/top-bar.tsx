import type { County } from './county.ts'
import { useLanguage } from './language.tsx'
import type { Me } from './people.ts'
import type { PushState } from './push.ts'
import { type Room, RoomLinks } from './room-links.tsx'
import { signOut } from './session.ts'
import { useNow } from './time.ts'

type Props = { county: County; me: Me; rooms: readonly Room[]; room: Room; push?: PushState; onKeys?: () => void }

/** Where one is, whether it is real, whether it is live, what time it is, who is on duty. */
export function TopBar({ county, me, rooms, room, push, onKeys }: Props) {
  const { t, say, language, change } = useLanguage()
  const now = useNow(county.aheadMs)
  const clock = new Date(now + county.offsetMinutes * 60_000).toISOString().slice(11, 19)
  return (
    <header className="top-bar">
      <h1>
        {say(county.name)} <span>{t.appTitle}</span>
      </h1>
      <span className={`badge ${county.status}`}>{county.status === 'drill' ? t.drill : t.production}</span>
      {push && (
        <span className={`badge push-${push}`} role="status">
          {push === 'live' ? `● ${t.pushLive}` : `○ ${push === 'none' ? t.pushNone : t.pushDown}`}
        </span>
      )}
      {rooms.length > 0 && <RoomLinks rooms={rooms} current={room} />}
      <time className="clock">{clock}</time>
      <span className="who">{me.name}</span>
      <nav>
        {onKeys && (
          <button type="button" className="plain" onClick={onKeys} aria-label={t.keysTitle}>
            ? <span className="wide">{t.keys}</span>
          </button>
        )}
        <button type="button" className="plain" onClick={toggleTheme}>
          ◐ <span className="wide">{t.theme}</span>
        </button>
        <button type="button" className="plain" onClick={() => change(language === 'zh' ? 'en' : 'zh')}>
          {t.language}
        </button>
        <button type="button" className="plain" onClick={() => void signOut()}>
          {t.signOut}
        </button>
      </nav>
    </header>
  )
}

/** From what the system prefers to the other one, and back. */
function toggleTheme(): void {
  const root = document.documentElement
  const dark = root.dataset.theme ? root.dataset.theme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches
  root.dataset.theme = dark ? 'light' : 'dark'
}
