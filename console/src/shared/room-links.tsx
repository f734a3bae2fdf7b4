import type { CommonWords } from '../locales/common.ts'
import { useLanguage } from './language.tsx'

/** A page by its address and its word. */
export type Room = keyof CommonWords['room']

export function RoomLinks({ rooms, current }: { rooms: readonly Room[]; current: Room }) {
  const { t } = useLanguage()
  return (
    <nav className="rooms" aria-label={t.rooms}>
      {rooms.map((room) => (
        <a key={room} href={`#${room}`} aria-current={room === current ? 'page' : undefined}>
          {t.room[room]}
        </a>
      ))}
    </nav>
  )
}
