import { useState } from 'react'
import { wordFor } from '../../locales/dictionary.ts'
import { screeningWords } from '../../locales/screening.ts'
import { screeningPeopleWords } from '../../locales/screening-people.ts'
import type { Api } from '../../shared/api.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import type { Me } from '../../shared/people.ts'
import { Failed, Loading } from '../../shared/states.tsx'
import { ageText, useNow } from '../../shared/time.ts'
import { PersonPanel } from './person-panel.tsx'
import { QueueList } from './queue-list.tsx'
import { type Filter, useQueue } from './use-queue.ts'
import { useQueueKeys } from './use-queue-keys.ts'

type Props = {
  api: Api
  me: Me
  purpose: string
  purposes: readonly string[]
  aheadMs: number
  changePurpose: () => void
  showKeys: () => void
}

/** What was read longer ago than this is said to be old; it is not read again by itself. */
const oldAfterMs = 10 * 60_000
const filters: Filter[] = [undefined, 'red', 'amber']

/** Whoever has still to be looked at, and beside them the one person who is open. */
export function Queue({ api, me, purpose, purposes, aheadMs, changePurpose, showKeys }: Props) {
  const { t } = useLanguage()
  const words = useWords(screeningPeopleWords)
  const room = useWords(screeningWords)
  const now = useNow()
  const [filter, setFilter] = useState<Filter>()
  const { queue, entries, readAgain, takeOff } = useQueue(api, purpose, filter)
  const [chosen, choose] = useState<string>()
  const [openRef, open] = useState<string>()
  const at = entries.findIndex(({ refs }) => refs[0] === chosen)
  const step = (by: number) => choose(entries[Math.max(0, Math.min(entries.length - 1, at + by))]?.refs[0])
  const show = (ref: string | undefined) => {
    choose(ref)
    open(ref)
  }
  useQueueKeys({
    step,
    open: () => chosen !== undefined && open(chosen),
    back: () => open(undefined),
    changePurpose,
    readAgain,
    showKeys,
  })
  const isOld = queue.dataUpdatedAt > 0 && now - queue.dataUpdatedAt > oldAfterMs
  return (
    <>
      <div className="purpose">
        <strong>{words.statedPurpose(wordFor(room.purposes, purpose))}</strong>
        <button type="button" onClick={changePurpose}>
          {words.changePurpose}
        </button>
        <span className="quiet">{room.traced}</span>
      </div>
      <div className="purpose">
        <label className="choice">
          {words.filter}
          <select value={filter ?? ''} onChange={({ target }) => setFilter(filters.find((colour) => colour === target.value))}>
            {filters.map((colour) => (
              <option key={colour ?? ''} value={colour ?? ''}>
                {colour ? room.colours[colour] : words.all}
              </option>
            ))}
          </select>
        </label>
        <button type="button" onClick={() => void readAgain()} disabled={queue.isFetching}>
          {words.refresh}
        </button>
        {queue.dataUpdatedAt > 0 && <span className="quiet">{room.readAt(ageText(queue.dataUpdatedAt, now, t))}</span>}
      </div>
      {queue.data && (queue.isError || isOld) && (
        <div className="banner" role="alert">
          <span>{queue.isError ? `${room.notReadAgain} ${queue.error.message}` : words.older}</span>
          <button type="button" onClick={() => void (queue.isFetchNextPageError ? queue.fetchNextPage() : readAgain())}>
            {queue.isError ? t.retry : words.refresh}
          </button>
        </div>
      )}
      <div className="screening-desk" data-pane={openRef === undefined ? 'list' : 'person'}>
        <section className="pane-queue" aria-label={room.parts.queue}>
          {queue.isPending && <Loading />}
          {queue.isError && !queue.data && <Failed error={queue.error} retry={() => void queue.refetch()} />}
          {queue.data && entries.length === 0 && <p className="state">{filter ? words.emptyOf(room.colours[filter]) : words.empty}</p>}
          {entries.length > 0 && (
            <QueueList
              entries={entries}
              chosen={chosen}
              openRef={openRef}
              onOpen={show}
              now={now + aheadMs}
              more={queue.hasNextPage && !queue.isError ? () => void queue.fetchNextPage() : undefined}
              isReading={queue.isFetchingNextPage}
            />
          )}
        </section>
        <section className="pane-person" aria-label={words.reference}>
          {openRef === undefined ? (
            <p className="state">{words.choose}</p>
          ) : (
            <PersonPanel
              key={openRef}
              api={api}
              me={me}
              personRef={openRef}
              purpose={purpose}
              purposes={purposes}
              now={now + aheadMs}
              onOpen={show}
              onBack={() => open(undefined)}
              onSettled={takeOff}
            />
          )}
        </section>
      </div>
    </>
  )
}
