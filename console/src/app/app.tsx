import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Suspense, useEffect, useMemo } from 'react'
import { apiFor } from '../shared/api.ts'
import { useCounty } from '../shared/county.ts'
import { useLanguage } from '../shared/language.tsx'
import { useMe } from '../shared/people.ts'
import { openSession, type Session, signOut, watchSession } from '../shared/session.ts'
import { Failed, Loading } from '../shared/states.tsx'
import { TopBar } from '../shared/top-bar.tsx'
import { DeskPage } from './desk-page.tsx'
import { NoIncidents } from './no-incidents.tsx'
import { commonPages, commonRooms, type PageProps, scenarioPages } from './pages.ts'
import { ScenarioRoom } from './scenario-room.tsx'
import { SignIn } from './sign-in.tsx'
import { useRoom } from './use-room.ts'
import { useScenarioPages } from './use-scenario-pages.ts'

/** Signs in, learns where and who one is, and opens the desk. */
export function App() {
  const { language } = useLanguage()
  const room = useRoom()
  const queries = useQueryClient()
  const session = useQuery({
    queryKey: ['session'],
    queryFn: openSession,
    staleTime: Number.POSITIVE_INFINITY,
    refetchOnWindowFocus: false,
  })
  const token = session.data?.user?.access_token
  const api = useMemo(() => apiFor(token ?? '', language, () => void signOut()), [token, language])
  const isOpen = session.isSuccess
  useEffect(() => {
    if (!isOpen) return undefined
    return watchSession((user) => queries.setQueryData<Session>(['session'], (known) => known && { ...known, user }))
  }, [isOpen, queries])
  const me = useMe(api, token)
  const county = useCounty(api)
  const pages = useScenarioPages(api, me.data)

  if (session.isPending) return <Loading />
  if (session.isError) return <Failed error={session.error} retry={() => void session.refetch()} />
  if (!session.data.user || !token) return <SignIn county={county.data} />
  if (me.isError) return <Failed error={me.error} retry={() => void me.refetch()} />
  if (county.isError && !county.data) return <Failed error={county.error} retry={() => void county.refetch()} />
  if (!me.data || !county.data) return <Loading />
  if (!me.data.permissions.includes('incidents.read')) return <NoIncidents county={county.data} me={me.data} />
  const rooms = [...commonRooms, ...pages.open.map((page) => page.room)]
  const props: PageProps = { api, me: me.data, county: county.data, rooms }
  if (room === 'desk') return <DeskPage {...props} config={session.data.config} token={token} />
  const scenarioPage = Object.values(scenarioPages).find((page) => page.room === room)
  if (scenarioPage) return <ScenarioRoom {...props} page={scenarioPage} pages={pages} />
  const CommonPage = commonPages[room]
  return (
    <>
      <TopBar county={county.data} me={me.data} rooms={rooms} room={room} />
      <Suspense fallback={<Loading />}>{CommonPage && <CommonPage {...props} />}</Suspense>
    </>
  )
}
