import { useEffect, useState } from 'react'
import type { Room } from '../shared/room-links.tsx'
import { commonRooms, scenarioPages } from './pages.ts'

const allRooms: readonly Room[] = [...commonRooms, ...Object.values(scenarioPages).map(({ room }) => room)]

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

function roomOfAddress(): Room {
  return allRooms.find((room) => location.hash === `#${room}`) ?? 'desk'
}
