import 'maplibre-gl/dist/maplibre-gl.css'
import { useQuery } from '@tanstack/react-query'
import { type GeoJSONSource, Map as MapLibre, NavigationControl, setWorkerUrl } from 'maplibre-gl'
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url'
import { useEffect, useRef, useState } from 'react'
import type { DeviceView } from '#domain/api/device.ts'
import type { IncidentView } from '#domain/api/incident.ts'
import { mapWords } from '../../locales/map.ts'
import type { Api } from '../../shared/api.ts'
import { useAreas } from '../../shared/areas.ts'
import type { County } from '../../shared/county.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import type { Me } from '../../shared/people.ts'
import { Failed, Loading } from '../../shared/states.tsx'
import { BlindGround } from './blind-ground.tsx'
import { blindPolygons, boundsOf, boundsOfArea, devicePoints, incidentPoints } from './features.ts'
import { hatch } from './hatch.ts'
import { baseStyle, blindPattern } from './style.ts'
import { useCoverage } from './use-coverage.ts'

setWorkerUrl(workerUrl)

type Props = {
  api: Api
  me: Me
  county: County
  incidents: IncidentView[]
  selected: IncidentView | undefined
  onSelect: (id: string) => void
}

/** The county with its areas, devices and incidents: drawn from its own data, without a tile or a font from anywhere. */
export default function CountyMap({ api, me, county, incidents, selected, onSelect }: Props) {
  const { language } = useLanguage()
  const words = useWords(mapWords)
  const container = useRef<HTMLDivElement>(null)
  const [map, setMap] = useState<MapLibre>()
  const [broken, setBroken] = useState(false)
  const areas = useAreas(api)
  const devices = useQuery({
    queryKey: ['devices'],
    queryFn: () => allDevices(api),
    staleTime: 300_000,
    enabled: me.permissions.includes('devices.read'),
  })
  const coverage = useCoverage(api, me)
  const blind = coverage?.shown ? coverage.query.data : undefined
  const choose = useRef(onSelect)
  choose.current = onSelect

  useEffect(() => {
    if (!container.current || !areas.data) return
    const bounds = boundsOf(areas.data)
    let made: MapLibre
    try {
      made = new MapLibre({
        container: container.current,
        style: baseStyle(areas.data, language),
        bounds,
        maxBounds: widened(bounds, 0.2),
        fitBoundsOptions: { padding: 16 },
        attributionControl: false,
        dragRotate: false,
      })
    } catch {
      setBroken(true) // no WebGL: the list does everything the map does
      return
    }
    made.addControl(new NavigationControl({ showCompass: false }), 'bottom-right')
    made.on('load', () => {
      made.addImage(blindPattern, hatch.image, { pixelRatio: hatch.pixelRatio })
      setMap(made)
    })
    made.on('click', 'incidents', (event) => {
      const id = event.features?.[0]?.properties.id
      if (typeof id === 'string') choose.current(id)
    })
    return () => {
      made.remove()
      setMap(undefined)
    }
  }, [areas.data, language])

  useEffect(() => {
    if (map && devices.data) map.getSource<GeoJSONSource>('devices')?.setData(devicePoints(devices.data))
  }, [map, devices.data])

  useEffect(() => {
    map?.getSource<GeoJSONSource>('blind')?.setData(blindPolygons(blind ?? []))
  }, [map, blind])

  useEffect(() => {
    if (!map || !areas.data) return
    map.getSource<GeoJSONSource>('incidents')?.setData(incidentPoints(incidents, areas.data, devices.data ?? [], selected?.id))
  }, [map, incidents, areas.data, devices.data, selected?.id])

  const showArea = (id: string) => {
    const bounds = areas.data && boundsOfArea(areas.data, id)
    if (bounds) map?.fitBounds(bounds, { padding: 40, maxZoom: 16 })
  }

  if (areas.isError) return <Failed error={areas.error} retry={() => void areas.refetch()} />
  return (
    <div className="map" data-ready={map ? true : undefined} data-blind={map && blind ? true : undefined}>
      {broken ? <p className="state">{words.mapUnavailable}</p> : <div ref={container} className="map-canvas" />}
      {!map && !broken && <Loading />}
      {coverage && <BlindGround coverage={coverage} onArea={showArea} />}
      <p className="map-note">{county.mapApprovalNo ? `${words.mapApproval} ${county.mapApprovalNo}` : words.mapInternal}</p>
    </div>
  )
}

async function allDevices(api: Api): Promise<DeviceView[]> {
  const devices: DeviceView[] = []
  let next: string | undefined
  do {
    const page: { items: DeviceView[]; next?: string } = await api.get(
      `/v1/devices?limit=200${next ? `&cursor=${encodeURIComponent(next)}` : ''}`,
    )
    devices.push(...page.items)
    next = page.next
  } while (next)
  return devices
}

function widened([west, south, east, north]: [number, number, number, number], share: number): [number, number, number, number] {
  const [width, height] = [(east - west) * share, (north - south) * share]
  return [west - width, south - height, east + width, north + height]
}
