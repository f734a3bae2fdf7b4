import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import type { QueueEntry } from '#scenarios/epidemic-control/api-schema.ts'
import { wordFor } from '../../locales/dictionary.ts'
import { screeningPeopleWords } from '../../locales/screening-people.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import { ageText } from '../../shared/time.ts'
import { entryText } from './entry-text.ts'
import { VerdictMark } from './verdict-mark.tsx'

type Props = {
  entries: QueueEntry[]
  chosen: string | undefined
  openRef: string | undefined
  onOpen: (ref: string) => void
  now: number
  /** Reads the next page; absent when there is none, or when it could not be read. */
  more: (() => void) | undefined
  isReading: boolean
}

const rowPx = 120

/** The queue, drawn only where it is seen; its next page is read by hand, because that is another look. */
export function QueueList({ entries, chosen, openRef, onOpen, now, more, isReading }: Props) {
  const words = useWords(screeningPeopleWords)
  const scroller = useRef<HTMLDivElement>(null)
  const rows = useVirtualizer({ count: entries.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 6 })
  const at = entries.findIndex(({ refs }) => refs[0] === chosen)
  useEffect(() => {
    if (at >= 0) rows.scrollToIndex(at, { align: 'auto' })
  }, [at, rows])
  return (
    <div ref={scroller} className="scroller">
      <ul style={{ height: rows.getTotalSize() }}>
        {rows.getVirtualItems().map(({ index, start }) => {
          const entry = entries[index]
          if (!entry) return null
          const [ref = ''] = entry.refs
          return (
            <li key={ref} style={{ transform: `translateY(${start}px)`, height: rowPx }}>
              <Row entry={entry} isChosen={ref === chosen} isOpen={ref === openRef} onOpen={() => onOpen(ref)} now={now} />
            </li>
          )
        })}
      </ul>
      {more ? (
        <button type="button" className="more" onClick={more} disabled={isReading}>
          {words.more}
        </button>
      ) : (
        <p className="quiet more">{words.end}</p>
      )}
    </div>
  )
}

type RowProps = { entry: QueueEntry; isChosen: boolean; isOpen: boolean; onOpen: () => void; now: number }

function Row({ entry, isChosen, isOpen, onOpen, now }: RowProps) {
  const { t } = useLanguage()
  const words = useWords(screeningPeopleWords)
  const { colour, rule, score, policy, listTime, retro, refs, places, minutes, arrivedAt } = entry
  const list = [
    listTime && words.listAge(ageText(Date.parse(listTime), now, t)),
    retro && words.retro,
    `${words.underPolicy} ${policy}`,
    words.minutes(minutes),
  ]
  return (
    <button type="button" className="queue-row" aria-pressed={isOpen} data-chosen={isChosen || undefined} onClick={onOpen}>
      <span className="queue-verdict">
        <VerdictMark colour={colour} />
        <span className="quiet" title={words.scoreHint}>
          {words.score(score)}
        </span>
        <span className="quiet">{words.waits(ageText(Date.parse(arrivedAt), now, t))}</span>
      </span>
      <span className="queue-title">{wordFor(words.rules, rule)}</span>
      <span className="queue-more">{entryText(entry.entry, words)}</span>
      <span className="queue-more">{list.filter(Boolean).join(' · ')}</span>
      <span className="queue-more">
        {places.map(({ arrivalId, checkpoint }) => `${arrivalId} · ${checkpoint}`).join(' · ')}
        {refs.length > 1 && ` · ${words.refsOf(refs.length)}`}
      </span>
    </button>
  )
}
