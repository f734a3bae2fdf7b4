import { useQuery } from '@tanstack/react-query'
import { lazy, Suspense, useMemo } from 'react'
import { apiFor } from '../shared/api.ts'
import { useCounty } from '../shared/county.ts'
import { useLanguage } from '../shared/language.tsx'
import { useMe } from '../shared/people.ts'
import { commonRooms, type Room, useRoom } from '../shared/rooms.tsx'
import { useScenarios } from '../shared/scenarios.ts'
import { openSession, signOut } from '../shared/session.ts'
import { Failed, Loading } from '../shared/states.tsx'
import { TopBar } from '../shared/top-bar.tsx'
import { DeskPage } from './desk-page.tsx'
import { NoIncidents } from './no-incidents.tsx'
import { SignIn } from './sign-in.tsx'

const QualityPage = lazy(() => import('../features/quality/quality-page.tsx'))
const LimitsPage = lazy(() => import('../features/limits/limits-page.tsx'))
const ScreeningPage = lazy(() => import('../features/screening/screening-page.tsx'))

const screeningRights = ['screening.read', 'screening.tallies', 'screening.audit'] as const

/** Signs in, learns where and who one is, and opens the desk. */
export function App() {
  const { language } = useLanguage()
  const room = useRoom()
  const session = useQuery({
    queryKey: ['session'],
    queryFn: openSession,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  const token = session.data?.user?.access_token
  const api = useMemo(() => apiFor(token ?? '', language, () => void signOut()), [token, language])
  const me = useMe(api, token)
  const county = useCounty(api)
  const mayScreen = screeningRights.some((right) => me.data?.permissions.includes(right))
  const scenarios = useScenarios(api, mayScreen)
  const screens = mayScreen ? scenarios.data?.items.some(({ id }) => id === 'epidemic-control') : false

  if (session.isPending) return <Loading />
  if (session.isError) return <Failed error={session.error} retry={() => void session.refetch()} />
  if (!session.data.user || !token) return <SignIn county={county.data} />
  if (me.isError) return <Failed error={me.error} retry={() => void me.refetch()} />
  if (county.isError && !county.data) return <Failed error={county.error} retry={() => void county.refetch()} />
  if (!me.data || !county.data) return <Loading />
  if (!me.data.permissions.includes('incidents.read')) return <NoIncidents county={county.data} me={me.data} />
  const rooms: readonly Room[] = screens ? [...commonRooms, 'screening'] : commonRooms
  if (room === 'desk')
    return <DeskPage api={api} me={me.data} county={county.data} rooms={rooms} config={session.data.config} token={token} />
  if (room === 'screening') {
    // Whether the county screens is asked before the door to the room is shown.
    if (mayScreen && scenarios.isError) return <Failed error={scenarios.error} retry={() => void scenarios.refetch()} />
    if (screens === undefined) return <Loading />
    return (
      <Suspense fallback={<Loading />}>
        <ScreeningPage
          api={api}
          me={me.data}
          county={county.data}
          rooms={rooms}
          shut={mayScreen ? (screens ? undefined : 'off') : 'denied'}
        />
      </Suspense>
    )
  }
  return (
    <>
      <TopBar county={county.data} me={me.data} rooms={rooms} room={room} />
      <Suspense fallback={<Loading />}>{room === 'quality' ? <QualityPage api={api} /> : <LimitsPage api={api} me={me.data} />}</Suspense>
    </>
  )
}
