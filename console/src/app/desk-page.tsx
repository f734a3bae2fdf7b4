import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import type { ConsoleConfig } from '#domain/api/console-config.ts'
import { CaseFile } from '../features/case/case-file.tsx'
import { IncidentList } from '../features/desk/incident-list.tsx'
import { StaleBanner } from '../features/desk/stale-banner.tsx'
import { groupByTab, type Tab, tabs } from '../features/desk/tabs.ts'
import { useDeskKeys } from '../features/desk/use-desk-keys.ts'
import { useIncidents } from '../features/desk/use-incidents.ts'
import { type DeskWords, deskWords } from '../locales/desk.ts'
import { type KeyMeaning, KeysDialog } from '../shared/keys-dialog.tsx'
import { useWords } from '../shared/language.tsx'
import { Failed, Loading } from '../shared/states.tsx'
import { TopBar } from '../shared/top-bar.tsx'
import type { PageProps } from './pages.ts'

const ShelvesDialog = lazy(() => import('../features/shelves/shelves-dialog.tsx'))
const CountyMap = lazy(() => import('../features/map/county-map.tsx'))

type Pane = 'list' | 'map' | 'file'

type Props = PageProps & { config: ConsoleConfig; token: string }

/** The duty desk: what waits, where it is, and the one case in hand. */
export function DeskPage({ api, me, county, rooms, config, token }: Props) {
  const words = useWords(deskWords)
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
      <nav className="tabs" aria-label={words.list}>
        {tabs.map((name) => (
          <button key={name} type="button" aria-current={tab === name ? 'page' : undefined} onClick={() => setTab(name)}>
            {words.tabs[name]} <strong>{byTab[name].length}</strong>
          </button>
        ))}
        <button type="button" onClick={() => setShowShelves(true)}>
          {words.shelves}
        </button>
      </nav>
      <nav className="panes">
        {(['list', 'map', 'file'] as const).map((name) => (
          <button key={name} type="button" aria-current={pane === name ? 'page' : undefined} onClick={() => setPane(name)}>
            {words[name]}
          </button>
        ))}
      </nav>
      <section className="pane-list" aria-label={words.list}>
        {open.isPending && <Loading />}
        {open.isError && !open.data && <Failed error={open.error} retry={() => void open.refetch()} />}
        {open.data && (
          <IncidentList
            api={api}
            incidents={byTab[tab]}
            selectedId={selectedId}
            onSelect={choose}
            aheadMs={county.aheadMs}
            emptyText={tab === 'waiting' ? words.emptyWaiting : words.emptyOther}
          />
        )}
      </section>
      <section className="pane-map" aria-label={words.map}>
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
      <section className="pane-file" aria-label={words.file}>
        {selected ? (
          <CaseFile key={selected.id} api={api} me={me} incident={selected} aheadMs={county.aheadMs} command={command} />
        ) : (
          <p className="state">{words.noSelection}</p>
        )}
      </section>
      {showShelves && (
        <Suspense fallback={null}>
          <ShelvesDialog api={api} me={me} aheadMs={county.aheadMs} selected={selected} onClose={() => setShowShelves(false)} />
        </Suspense>
      )}
      {showKeys && <KeysDialog keys={keysOf(words)} onClose={() => setShowKeys(false)} />}
    </div>
  )
}

function keysOf({ keys }: DeskWords): KeyMeaning[] {
  return [
    ['j / k', keys.next],
    ['a', keys.acknowledge],
    ['c', keys.confirm],
    ['d', keys.dispatch],
    ['f', keys.dismiss],
    ['v', keys.verify],
    ['n', keys.note],
  ]
}
