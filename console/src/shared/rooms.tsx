import { useEffect, useState } from 'react'
import { useLanguage } from './language.tsx'

const allRooms = ['desk', 'quality', 'limits', 'screening'] as const
export type Room = (typeof allRooms)[number]

/** The rooms of everybody who is signed in; others depend on the county and the role. */
export const commonRooms: readonly Room[] = ['desk', 'quality', 'limits']

/** The page that the address names; the desk is where everybody begins. */
export function useRoom(): Room {
  const [room, enter] = useState(roomOfAddress)
  useEffect(() => {
    const onChange = () => enter(roomOfAddress())
    addEventListener('hashchange', onChange)
    return () => removeEventListener('hashchange', onChange)
  }, [])
  return room
}

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

function roomOfAddress(): Room {
  return allRooms.find((room) => location.hash === `#${room}`) ?? 'desk'
}
