import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import type { IncidentView } from '#domain/api/incident.ts'
import type { County, Me } from '../../app.tsx'
import type { Dictionary } from '../../locales/zh.ts'
import type { Api } from '../../shared/api.ts'
import { useLanguage } from '../../shared/language.tsx'
import type { ConsoleConfig } from '../../shared/session.ts'
import { Failed, Loading } from '../../shared/states.tsx'
import { CaseFile } from '../case/case-file.tsx'
import { type KeyMeaning, KeysDialog } from '../shell/keys-dialog.tsx'
import type { Room } from '../shell/rooms.tsx'
import { TopBar } from '../shell/top-bar.tsx'
import { IncidentList } from './incident-list.tsx'
import { StaleBanner } from './stale-banner.tsx'
import { byUrgency, type Tab, tabOf, tabs, tabTitle } from './tabs.ts'
import { useDeskKeys } from './use-desk-keys.ts'
import { useIncidents } from './use-incidents.ts'

const ShelvesDialog = lazy(() => import('../shelves/shelves-dialog.tsx'))
const CountyMap = lazy(() => import('../map/county-map.tsx'))

type Pane = 'list' | 'map' | 'file'

type Props = { api: Api; me: Me; county: County; rooms: readonly Room[]; config: ConsoleConfig; token: string }

/** The duty desk: what waits, where it is, and the one case in hand. */
export function Desk({ api, me, county, rooms, config, token }: Props) {
  const { t } = useLanguage()
  const { open, ended, push } = useIncidents(api, config, token)
  const [tab, setTab] = useState<Tab>('waiting')
  const [selectedId, select] = useState<string>()
  const [pane, setPane] = useState<Pane>('list')
  const [showKeys, setShowKeys] = useState(false)
  const [showShelves, setShowShelves] = useState(false)
  const [mapWanted, wantMap] = useState(false)

  const all = useMemo(() => [...(open.data ?? []), ...(ended.data ?? [])], [open.data, ended.data])
  const byTab = useMemo(() => groupByTab(all), [all])
  const selected = all.find(({ id }) => id === selectedId)
  const choose = (id: string) => {
    select(id)
    setPane('file')
  }
  const command = useDeskKeys({ shown: byTab[tab], selected, select, showKeys: () => setShowKeys(true) })
  // The list must be usable before the map is even loaded.
  useEffect(() => {
    if (open.data) wantMap(true)
  }, [open.data])

  return (
    <div className="desk" data-pane={pane}>
      <TopBar county={county} me={me} rooms={rooms} room="desk" push={push} onKeys={() => setShowKeys(true)} />
      <StaleBanner push={push} updatedAtMs={open.dataUpdatedAt} failed={open.isError} retry={() => void open.refetch()} />
      <nav className="tabs" aria-label={t.list}>
        {tabs.map((name) => (
          <button key={name} type="button" aria-current={tab === name ? 'page' : undefined} onClick={() => setTab(name)}>
            {t[tabTitle[name]]} <strong>{byTab[name].length}</strong>
          </button>
        ))}
        <button type="button" onClick={() => setShowShelves(true)}>
          {t.shelves}
        </button>
      </nav>
      <nav className="panes">
        {(['list', 'map', 'file'] as const).map((name) => (
          <button key={name} type="button" aria-current={pane === name ? 'page' : undefined} onClick={() => setPane(name)}>
            {t[name]}
          </button>
        ))}
      </nav>
      <section className="pane-list" aria-label={t.list}>
        {open.isPending && <Loading />}
        {open.isError && !open.data && <Failed error={open.error} retry={() => void open.refetch()} />}
        {open.data && (
          <IncidentList
            api={api}
            incidents={byTab[tab]}
            selectedId={selectedId}
            onSelect={choose}
            aheadMs={county.aheadMs}
            emptyText={tab === 'waiting' ? t.emptyWaiting : t.emptyOther}
          />
        )}
      </section>
      <section className="pane-map" aria-label={t.map}>
        {mapWanted && (
          <Suspense fallback={<Loading />}>
            <CountyMap
              api={api}
              me={me}
              county={county}
              incidents={all.filter((incident) => !incident.ended || incident.id === selectedId)}
              selected={selected}
              onSelect={choose}
            />
          </Suspense>
        )}
      </section>
      <section className="pane-file" aria-label={t.file}>
        {selected ? (
          <CaseFile key={selected.id} api={api} me={me} incident={selected} aheadMs={county.aheadMs} command={command} />
        ) : (
          <p className="state">{t.noSelection}</p>
        )}
      </section>
      {showShelves && (
        <Suspense fallback={null}>
          <ShelvesDialog api={api} me={me} aheadMs={county.aheadMs} selected={selected} onClose={() => setShowShelves(false)} />
        </Suspense>
      )}
      {showKeys && <KeysDialog keys={keysOf(t)} onClose={() => setShowKeys(false)} />}
    </div>
  )
}

function keysOf(t: Dictionary): KeyMeaning[] {
  return [
    ['j / k', t.keyNext],
    ['a', t.keyAcknowledge],
    ['c', t.keyConfirm],
    ['d', t.keyDispatch],
    ['f', t.keyFalse],
    ['v', t.keyVerify],
    ['n', t.keyNote],
  ]
}

function groupByTab(incidents: IncidentView[]): Record<Tab, IncidentView[]> {
  const groups: Record<Tab, IncidentView[]> = { waiting: [], work: [], verify: [], ended: [] }
  for (const incident of incidents) groups[tabOf(incident)].push(incident)
  for (const name of ['waiting', 'work', 'verify'] as const) groups[name].sort(byUrgency)
  return groups
}
