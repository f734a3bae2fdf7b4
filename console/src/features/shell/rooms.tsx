import { useEffect, useState } from 'react'
import { useLanguage } from '../../shared/language.tsx'

export const rooms = ['desk', 'quality', 'limits'] as const
export type Room = (typeof rooms)[number]

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

export function RoomLinks({ current }: { current: Room }) {
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
  return rooms.find((room) => location.hash === `#${room}`) ?? 'desk'
}
