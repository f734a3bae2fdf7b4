import type { FeatureCollection } from 'geojson'
import type { ExpressionSpecification, FilterSpecification, StyleSpecification } from 'maplibre-gl'
import type { Language } from '../../locales/dictionary.ts'
import type { Areas } from '../../shared/areas.ts'

const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] }
const kindIs = (...kinds: string[]): FilterSpecification => ['in', ['get', 'kind'], ['literal', kinds]]
/** The name under which the map is given the hatch. */
export const blindPattern = 'hatch'
const severityColours: ExpressionSpecification = [
  'match',
  ['get', 'severity'],
  'Extreme',
  '#d4213d',
  'Severe',
  '#e8710a',
  'Moderate',
  '#d9a400',
  'Minor',
  '#1f6feb',
  '#77818c',
]

/** Everything the map draws. No glyphs are named, so text is drawn from the machine's own fonts. */
export function baseStyle(areas: Areas, language: Language): StyleSpecification {
  return {
    version: 8,
    sources: {
      areas: { type: 'geojson', data: areas },
      blind: { type: 'geojson', data: nothing },
      devices: { type: 'geojson', data: nothing, cluster: false },
      incidents: { type: 'geojson', data: nothing },
    },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': '#dfe5ea' } },
      { id: 'county', type: 'fill', source: 'areas', filter: kindIs('boundary'), paint: { 'fill-color': '#f7f6f1' } },
      { id: 'forest', type: 'fill', source: 'areas', filter: kindIs('forest'), paint: { 'fill-color': '#bcd8b0' } },
      { id: 'water', type: 'fill', source: 'areas', filter: kindIs('river', 'reservoir'), paint: { 'fill-color': '#9cc7e6' } },
      { id: 'blind', type: 'fill', source: 'blind', paint: { 'fill-pattern': blindPattern } },
      { id: 'blind-edge', type: 'line', source: 'blind', paint: { 'line-color': '#26323d', 'line-width': 0.8, 'line-opacity': 0.7 } },
      {
        id: 'closed',
        type: 'line',
        source: 'areas',
        filter: kindIs('closed-fishing'),
        paint: { 'line-color': '#7a4dbf', 'line-width': 1.5, 'line-dasharray': [3, 2] },
      },
      {
        id: 'grid',
        type: 'line',
        source: 'areas',
        filter: kindIs('grid'),
        minzoom: 11.5,
        paint: { 'line-color': '#b9b4a4', 'line-width': 0.4 },
      },
      { id: 'border', type: 'line', source: 'areas', filter: kindIs('boundary'), paint: { 'line-color': '#5b6670', 'line-width': 2 } },
      {
        id: 'devices',
        type: 'circle',
        source: 'devices',
        minzoom: 11,
        paint: { 'circle-radius': 2.5, 'circle-color': '#44525f', 'circle-opacity': 0.55 },
      },
      {
        id: 'names',
        type: 'symbol',
        source: 'areas',
        filter: kindIs('town', 'forest', 'reservoir', 'river'),
        layout: { 'text-field': ['get', language, ['get', 'name']], 'text-size': 13 },
        paint: { 'text-color': '#26323d', 'text-halo-color': '#ffffff', 'text-halo-width': 1.4 },
      },
      {
        id: 'villages',
        type: 'symbol',
        source: 'areas',
        filter: kindIs('village'),
        minzoom: 12,
        layout: { 'text-field': ['get', language, ['get', 'name']], 'text-size': 11 },
        paint: { 'text-color': '#4c5863', 'text-halo-color': '#ffffff', 'text-halo-width': 1.2 },
      },
      {
        id: 'rings',
        type: 'circle',
        source: 'incidents',
        filter: ['any', ['get', 'waiting'], ['get', 'selected']],
        paint: {
          'circle-radius': ['case', ['get', 'selected'], 17, 13],
          'circle-color': 'transparent',
          'circle-stroke-color': severityColours,
          'circle-stroke-width': ['case', ['get', 'selected'], 4, 2],
        },
      },
      {
        id: 'incidents',
        type: 'circle',
        source: 'incidents',
        paint: { 'circle-radius': 8, 'circle-color': severityColours, 'circle-stroke-color': '#ffffff', 'circle-stroke-width': 2 },
      },
    ],
  }
}
