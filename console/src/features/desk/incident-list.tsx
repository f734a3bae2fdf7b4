import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef, useState } from 'react'
import type { IncidentView } from '#domain/api/incident.ts'
import type { Text } from '#domain/text.ts'
import { deskWords } from '../../locales/desk.ts'
import type { Api } from '../../shared/api.ts'
import { useAreaName } from '../../shared/areas.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import { SeverityMark } from '../../shared/severity-mark.tsx'
import { ageText, useNow } from '../../shared/time.ts'

type Props = {
  api: Api
  incidents: IncidentView[]
  selectedId: string | undefined
  onSelect: (id: string) => void
  aheadMs: number
  emptyText: string
}

const rowPx = 72

/**
 * The list, drawn only where it is seen. While the pointer is over it or a row has the focus it holds still: what is new
 * waits behind a pill, so that nothing moves away under a hand.
 */
export function IncidentList({ api, incidents, selectedId, onSelect, aheadMs, emptyText }: Props) {
  const { t } = useLanguage()
  const words = useWords(deskWords)
  const areaName = useAreaName(api)
  const now = useNow(aheadMs)
  const scroller = useRef<HTMLDivElement>(null)
  const [held, hold] = useState<string[]>()
  const shown = held ? held.flatMap((id) => incidents.find((incident) => incident.id === id) ?? []) : incidents
  const hidden = incidents.length - shown.length
  const rows = useVirtualizer({ count: shown.length, getScrollElement: () => scroller.current, estimateSize: () => rowPx, overscan: 6 })
  const selectedIndex = shown.findIndex(({ id }) => id === selectedId)
  useEffect(() => {
    if (selectedIndex >= 0) rows.scrollToIndex(selectedIndex, { align: 'auto' })
  }, [selectedIndex, rows])

  if (incidents.length === 0) return <p className="state">{emptyText}</p>
  return (
    <>
      {hidden > 0 && (
        <button type="button" className="pill" onClick={() => hold(undefined)}>
          {words.newOnes(hidden)}
        </button>
      )}
      <div
        ref={scroller}
        className="scroller"
        onPointerEnter={() => hold(incidents.map(({ id }) => id))}
        onPointerLeave={() => hold(undefined)}
      >
        <ul style={{ height: rows.getTotalSize() }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const incident = shown[index]
            if (!incident) return null
            return (
              <li key={incident.id} style={{ transform: `translateY(${start}px)`, height: rowPx }}>
                <Row
                  incident={incident}
                  area={areaName(incident.areaId)}
                  selected={incident.id === selectedId}
                  onSelect={onSelect}
                  age={ageText(Date.parse(incident.openedAt), now, t)}
                />
              </li>
            )
          })}
        </ul>
      </div>
    </>
  )
}

function Row({
  incident,
  area,
  selected,
  onSelect,
  age,
}: {
  incident: IncidentView
  area: Text | undefined
  selected: boolean
  onSelect: (id: string) => void
  age: string
}) {
  const { t, say } = useLanguage()
  const state = incident.condition.state === 'over' ? t.outcome[incident.condition.outcome] : t.conditionPresent
  return (
    <button
      type="button"
      className="row"
      aria-pressed={selected}
      data-waiting={incident.acknowledged || incident.ended ? undefined : true}
      onClick={() => onSelect(incident.id)}
    >
      <SeverityMark severity={incident.severity} />
      <span className="row-title">{say(incident.title)}</span>
      <span className="row-age">{t.age(age)}</span>
      <span className="row-more">
        {area && `${say(area)} · `}
        {t.severity[incident.severity]} · {t.steps[incident.status]} · {state} · {t.evidence(incident.evidenceCount)}
      </span>
    </button>
  )
}
