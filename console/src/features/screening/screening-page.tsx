import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ScreeningDesk } from '#scenarios/epidemic-control/api-schema.ts'
import { type ScreeningWords, screeningWords } from '../../locales/screening.ts'
import type { Api } from '../../shared/api.ts'
import type { County } from '../../shared/county.ts'
import { type KeyMeaning, KeysDialog } from '../../shared/keys-dialog.tsx'
import { useWords } from '../../shared/language.tsx'
import type { Me } from '../../shared/people.ts'
import type { Room } from '../../shared/room-links.tsx'
import { Failed, Loading } from '../../shared/states.tsx'
import { dayText } from '../../shared/time.ts'
import { TopBar } from '../../shared/top-bar.tsx'
import { EraseByReference } from './erase-by-reference.tsx'
import { Figures } from './figures.tsx'
import { Lists } from './lists.tsx'
import { PurposeForm } from './purpose-form.tsx'
import { Queue } from './queue.tsx'
import { useStatedPurpose } from './stated-purpose.ts'
import { Trace } from './trace.tsx'

type Props = { api: Api; me: Me; county: County; rooms: readonly Room[]; shut: 'off' | 'denied' | undefined }
type Part = keyof ScreeningWords['parts']

/** Which permission opens which part of the room. */
const rights = {
  queue: 'screening.read',
  figures: 'screening.tallies',
  lists: 'screening.tallies',
  trace: 'screening.audit',
} as const satisfies Record<Part, Me['permissions'][number]>
const parts: Part[] = ['queue', 'figures', 'lists', 'trace']

/** The room of the health office: who has to be looked at, figures, lists, and for the auditor who has looked. */
export default function ScreeningPage({ shut, ...room }: Props) {
  const words = useWords(screeningWords)
  const [showKeys, setShowKeys] = useState(false)
  return (
    <>
      <TopBar county={room.county} me={room.me} rooms={room.rooms} room="screening" onKeys={() => setShowKeys(true)} />
      {shut ? (
        <p className="state">{shut === 'off' ? words.offHere : words.denied}</p>
      ) : (
        <Open {...room} showKeys={() => setShowKeys(true)} />
      )}
      {showKeys && <KeysDialog keys={keysOf(words)} onClose={() => setShowKeys(false)} />}
    </>
  )
}

function keysOf({ keys }: ScreeningWords): KeyMeaning[] {
  return [
    ['j / k', keys.next],
    ['Enter', keys.open],
    ['Esc', keys.back],
    ['p', keys.purpose],
    ['r', keys.refresh],
  ]
}

function Open({ api, me, county, showKeys }: Omit<Props, 'shut'> & { showKeys: () => void }) {
  const words = useWords(screeningWords)
  const desk = useQuery({
    queryKey: ['screening', 'desk'],
    queryFn: () => api.get<ScreeningDesk>('/v1/screening'),
    refetchInterval: 60_000,
  })
  const open = parts.filter((part) => me.permissions.includes(rights[part]))
  const [part, enter] = useState(open[0])
  const [purpose, statePurpose] = useStatedPurpose(desk.data?.authorisation?.purposes ?? [])
  const [asking, askAgain] = useState(false)
  if (desk.isError && !desk.data) return <Failed error={desk.error} retry={() => void desk.refetch()} />
  if (!desk.data) return <Loading />
  const { permit, authorisation, policy } = desk.data
  return (
    <main className="page screening">
      <h2>{words.title}</h2>
      <div>
        <p className={permit === 'granted' ? 'good' : 'bad'}>{words.permits[permit]}</p>
        <p className="quiet">
          {authorisation && words.basis(authorisation.purpose, authorisation.legalBasis, dayText(authorisation.until))}
          {policy && ` · ${words.policy(policy.id, policy.lookBackDays)}`}
        </p>
      </div>
      <nav className="tabs" aria-label={words.title}>
        {open.map((name) => (
          <button key={name} type="button" aria-current={part === name ? 'page' : undefined} onClick={() => enter(name)}>
            {words.parts[name]}
          </button>
        ))}
      </nav>
      {part === 'queue' && permit !== 'granted' && <EraseByReference api={api} purposes={authorisation?.purposes ?? []} />}
      {part === 'queue' && permit === 'granted' && authorisation && (purpose === undefined || asking) && (
        <PurposeForm
          purposes={authorisation.purposes}
          before={purpose}
          onState={(next) => {
            statePurpose(next)
            askAgain(false)
          }}
        />
      )}
      {part === 'queue' && permit === 'granted' && authorisation && purpose !== undefined && !asking && (
        <Queue
          key={purpose}
          api={api}
          me={me}
          purpose={purpose}
          purposes={authorisation.purposes}
          aheadMs={county.aheadMs}
          changePurpose={() => askAgain(true)}
          showKeys={showKeys}
        />
      )}
      {part === 'figures' && <Figures api={api} smallest={desk.data.smallest} />}
      {part === 'lists' && <Lists api={api} me={me} desk={desk.data} aheadMs={county.aheadMs} />}
      {part === 'trace' && <Trace api={api} />}
    </main>
  )
}
