import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { type CountySources, covers, parseCounty } from '#domain/county/county.ts'
import { areaReference, deviceReference, deviceThatSays, kindReference } from '#domain/county/reference.ts'
import { vision } from '#domain/observation/kinds/vision.ts'
import { weather } from '#domain/observation/kinds/weather.ts'
import { defineMemory } from '#domain/scenario/memory-definition.ts'
import { defineScenario } from '#domain/scenario/scenario.ts'

const text = { zh: '名', en: 'name' }
const stormWatch = defineScenario({
  id: 'storm',
  title: text,
  impactIfSilent: text,
  memory: defineMemory({ version: 1, schema: z.unknown() }),
  kinds: [weather, vision],
  limits: z.strictObject({
    windMs: z.number().max(60).default(20),
    masts: z.record(deviceReference, z.strictObject({ heightM: z.number() })).default({}),
    lookouts: z.array(deviceThatSays('vision')).default([]),
    noisyKinds: z.array(kindReference).default([]),
    quiet: z.array(z.strictObject({ area: areaReference })).default([]),
  }),
  areaKinds: ['coast'],
  memoryKeys: (_device, _body, areas) => areas.map(({ id }) => id),
  relevantForSeconds: 60,
  quietGapSeconds: 60,
  suppressionSeconds: 60,
  response: { agency: 'harbour', steps: [] },
  detect: (memory) => ({ memory, findings: [] }),
})

const box = (west: number, south: number, size: number) => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
]
const feature = (id: string, kind: string, coordinates: number[][][]) => ({
  type: 'Feature',
  geometry: { type: 'Polygon', coordinates },
  properties: { id, kind, name: text },
})
const deviceColumns = [
  'id',
  'name',
  'kinds',
  'lat',
  'lon',
  'watches',
  'parent',
  'silence_seconds',
  'sees_metres',
  'sees_from_deg',
  'sees_to_deg',
]
const device = (line: number, more: Record<string, string> = {}) => ({
  line,
  cells: { id: `mast-${line}`, name: 'Mast', kinds: 'weather', lat: '30.5', lon: '50.5', watches: 'coast-1', ...more },
})
const person = (line: number, more: Record<string, string> = {}) => ({
  line,
  cells: { id: `person-${line}`, name: '王敏', roles: 'duty-officer', agency: 'harbour', ...more },
})
const countyJson = {
  id: 'shore',
  name: text,
  adcode: '990009',
  status: 'drill',
  time: { zone: 'Asia/Shanghai', offsetMinutes: 480 },
  crs: 'WGS-84',
  boundary: 'county',
  map: { source: 'invented' },
  agencies: [{ id: 'harbour', name: text }],
  scenarios: { storm: { limits: { windMs: 25, masts: { 'mast-2': { heightM: 10 } }, quiet: [{ area: 'coast-1' }] } } },
}

/** A county in which everything is right, but for what the test changes. */
function sources(
  more: { county?: object; areas?: object[]; devices?: ReturnType<typeof device>[]; people?: ReturnType<typeof person>[] } = {},
) {
  return {
    county: { ...countyJson, ...more.county },
    areas: {
      type: 'FeatureCollection',
      features: more.areas ?? [feature('county', 'boundary', [box(50, 30, 1)]), feature('coast-1', 'coast', [box(50.2, 30.2, 0.2)])],
    },
    devices: { columns: deviceColumns, rows: more.devices ?? [device(2), device(3, { parent: 'mast-2', silence_seconds: '600' })] },
    people: { columns: ['id', 'name', 'roles', 'agency'], rows: more.people ?? [person(2)] },
  } satisfies CountySources
}

function countyOf(files: CountySources) {
  const result = parseCounty(files, [stormWatch])
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.county
}

function problemsOf(files: CountySources): string[] {
  const result = parseCounty(files, [stormWatch])
  return result.ok ? [] : result.problems.map(({ path, message, remedy }) => `${path}: ${message}. ${remedy}`)
}

/** Exactly one problem, so that one slip never looks like five. */
function problemOf(files: CountySources): string {
  const problems = problemsOf(files)
  expect(problems).toHaveLength(1)
  return problems[0] ?? ''
}

describe('a county whose files are right', () => {
  const county = countyOf(sources())

  it('has its devices with what the file left out filled in', () => {
    expect(county.devices).toEqual([
      {
        id: 'mast-2',
        name: 'Mast',
        kinds: ['weather'],
        site: { lat: 30.5, lon: 50.5 },
        watches: ['coast-1'],
        silenceSeconds: 900,
        status: 'active',
        gateway: true,
      },
      expect.objectContaining({ id: 'mast-3', parent: 'mast-2', silenceSeconds: 600 }),
    ])
  })

  it('knows what each device sees, all round or between two bearings', () => {
    const devices = [
      device(2, { lat: '30.3', lon: '50.3', kinds: 'vision', sees_metres: '5000' }),
      device(3, { lat: '30.1', lon: '50.3', kinds: 'vision', sees_metres: '20000.5', sees_from_deg: '300', sees_to_deg: '60' }),
      device(4, { sees_metres: '' }),
    ]
    expect(countyOf(sources({ devices })).devices.map(({ sees }) => sees)).toEqual([
      { rangeMetres: 5_000 },
      { rangeMetres: 20_000.5, sector: { fromDeg: 300, toDeg: 60 } },
      undefined,
    ])
  })

  it('has every limit of its scenarios, its own and the default ones', () => {
    expect(county.stated.get('storm')).toMatchObject({ windMs: 25, masts: { 'mast-2': { heightM: 10 } } })
    expect(countyOf(sources({ county: { scenarios: {} } })).stated.get('storm')).toMatchObject({ windMs: 20 })
  })

  it('runs every scenario but those it switched off', () => {
    expect(county.enabled).toEqual(['storm'])
    expect(countyOf(sources({ county: { scenarios: { storm: { enabled: false } } } })).enabled).toEqual([])
    expect(countyOf(sources({ county: { scenarios: {} } })).enabled).toEqual(['storm'])
  })

  it('has areas that are known by their kind, whatever their ids', () => {
    const areas = [feature('county', 'boundary', [box(50, 30, 1)]), feature('coast-1', 'coast', [box(50.2, 30.2, 0.2)])]
    const bay = feature('north-bay', 'coast', [box(50.5, 30.2, 0.2)])
    const named = sources({ areas: [...areas, bay], devices: [device(2, { watches: 'north-bay' })] })
    expect(countyOf(named).devices).toHaveLength(1)
    const inland = feature('coast-2', 'village', [box(50.5, 30.2, 0.2)])
    expect(problemOf(sources({ areas: [...areas, inland], devices: [device(2), device(3, { watches: 'coast-2' })] }))).toContain(
      'storm: coast',
    )
  })

  it('may leave its devices to the register: what names one is then not checked', () => {
    const { devices: _devices, ...others } = sources()
    const withoutDevices = countyOf(others)
    expect(withoutDevices.devices).toEqual([])
    expect(withoutDevices.stated.get('storm')).toMatchObject({ masts: { 'mast-2': { heightM: 10 } } })
  })

  it('covers what lies inside its boundary', () => {
    expect(covers(county, { lat: 30.9, lon: 50.1 })).toBe(true)
    expect(covers(county, { lat: 31.1, lon: 50.1 })).toBe(false)
  })
})

describe('a county with something wrong', () => {
  const single: [title: string, files: CountySources, problem: RegExp][] = [
    ['an unknown key', sources({ county: { phone: '1' } }), /^county\.json: .*"phone".* remove phone/],
    ['a folder of another name', { ...sources(), folder: 'coast' }, /^county\.json id: the id is "shore", the folder "coast"/],
    ['a key that is missing', sources({ county: { adcode: undefined } }), /^county\.json adcode: .*\. add it$/],
    ['coordinates that are not WGS-84', sources({ county: { crs: 'GCJ-02' } }), /^county\.json crs: .*WGS-84/],
    [
      'a zone that does not exist',
      sources({ county: { time: { zone: 'Asia/Nowhere', offsetMinutes: 480 } } }),
      /^county\.json time\.zone: /,
    ],
    [
      'a zone with daylight saving',
      sources({ county: { time: { zone: 'Europe/Berlin', offsetMinutes: 60 } } }),
      /^county\.json time\.zone: .*all year/,
    ],
    ['a scenario nobody wrote', sources({ county: { scenarios: { flood: {} } } }), /^county\.json scenarios\.flood: .* use one of storm$/],
    [
      'a limit beyond its bounds',
      sources({ county: { scenarios: { storm: { limits: { windMs: 90 } } } } }),
      /^county\.json scenarios\.storm\.limits\.windMs: Too big/,
    ],
    [
      'a misspelt limit',
      sources({ county: { scenarios: { storm: { limits: { windSpeed: 9 } } } } }),
      /^county\.json scenarios\.storm\.limits: .* remove windSpeed, or correct the spelling$/,
    ],
    [
      'limits for a device that is not there',
      sources({ county: { scenarios: { storm: { limits: { masts: { 'mast-9': { heightM: 10 } } } } } } }),
      /^county\.json scenarios\.storm\.limits\.masts\.mast-9: there is no device "mast-9"\. add it to devices\.csv/,
    ],
    [
      'limits that ask of a device what it does not say',
      sources({ county: { scenarios: { storm: { limits: { lookouts: ['mast-2'] } } } } }),
      /^county\.json scenarios\.storm\.limits\.lookouts\.0: device "mast-2" says weather, and not vision/,
    ],
    [
      'limits for a kind that nobody reads',
      sources({ county: { scenarios: { storm: { limits: { noisyKinds: ['whether'] } } } } }),
      /^county\.json scenarios\.storm\.limits\.noisyKinds\.0: there is no kind "whether"\. use one of weather, vision/,
    ],
    [
      'limits for an area that is not there',
      sources({ county: { scenarios: { storm: { limits: { quiet: [{ area: 'coast-9' }] } } } } }),
      /^county\.json scenarios\.storm\.limits\.quiet\.0\.area: there is no area "coast-9"/,
    ],
    ['a boundary that is not there', sources({ county: { boundary: 'border' } }), /^county\.json boundary: there is no area "border"/],
    [
      'an area id twice',
      sources({
        areas: [
          feature('county', 'boundary', [box(50, 30, 1)]),
          ...['coast-1', 'coast-1'].map((id) => feature(id, 'coast', [box(50, 30, 1)])),
        ],
      }),
      /^areas\.geojson area "coast-1": this id stands twice/,
    ],
    [
      'a ring that is not closed',
      sources({ areas: [feature('county', 'boundary', [box(50, 30, 1)]), feature('coast-1', 'coast', [box(50, 30, 1).slice(0, 4)])] }),
      /^areas\.geojson area "coast-1": a ring is not closed/,
    ],
    [
      'an area with latitude first',
      sources({ areas: [feature('county', 'boundary', [box(50, 30, 1)]), feature('coast-1', 'coast', [box(30, 50, 1)])] }),
      /^areas\.geojson area "coast-1": the area lies outside the county\. .*longitude first/,
    ],
    ['a device id twice', sources({ devices: [device(2), device(5, { id: 'mast-2' })] }), /^devices\.csv line 5 column id: .*twice/],
    [
      'a device at no latitude',
      sources({ devices: [device(2), device(3, { lat: '150.5' })] }),
      /^devices\.csv line 3 column lat: .*swapped/,
    ],
    [
      'a device without latitude',
      sources({ devices: [device(2), device(3, { lat: '' })] }),
      /^devices\.csv line 3 column lat: .*\. add it$/,
    ],
    [
      'a latitude that is no number',
      sources({ devices: [device(2), device(3, { lat: '30.5N' })] }),
      /^devices\.csv line 3 column lat: .*NaN/,
    ],
    [
      'a device with latitude and longitude swapped',
      sources({ devices: [device(2), device(3, { lat: '50.5', lon: '30.5' })] }),
      /^devices\.csv line 3 column lat: 50\.5, 30\.5 lies outside the county\. latitude and longitude are swapped/,
    ],
    [
      'a clock in the limits of a scenario',
      sources({ county: { scenarios: { storm: { limits: { offsetMinutes: 480 } } } } }),
      /^county\.json scenarios\.storm\.limits: Unrecognized key: "offsetMinutes"\. .*time\.offsetMinutes of county\.json, for every scenario$/,
    ],
    [
      'a device outside the county',
      sources({ devices: [device(2), device(3, { lat: '31.5' })] }),
      /^devices\.csv line 3 column lat: .* not GCJ-02/,
    ],
    [
      'a device that watches nothing known',
      sources({ devices: [device(2), device(3, { watches: 'coast-1 coast-7' })] }),
      /^devices\.csv line 3 column watches: there is no area "coast-7"/,
    ],
    [
      'a device whose area no scenario looks after',
      sources({ devices: [device(2), device(3, { watches: 'county' })] }),
      /^devices\.csv line 3 column watches: no scenario would look at what it says: it watches county \(boundary\)\. .*areas\.geojson: storm: coast$/,
    ],
    [
      'a device of a kind nobody reads',
      sources({ devices: [device(2), device(3, { kinds: 'weathr' })] }),
      /^devices\.csv line 3 column kinds: .*"weathr"\. use one of weather, vision$/,
    ],
    [
      'a gateway that is not there',
      sources({ devices: [device(2, { parent: 'gw-1' })] }),
      /^devices\.csv line 2 column parent: there is no device "gw-1"/,
    ],
    [
      'a device that is its own gateway',
      sources({ devices: [device(2, { parent: 'mast-2' })] }),
      /^devices\.csv line 2 column parent: .*its own/,
    ],
    [
      'a silence that is no time',
      sources({ devices: [device(2, { silence_seconds: '5' })] }),
      /^devices\.csv line 2 column silence_seconds: Too small/,
    ],
    [
      'a range that is no number',
      sources({ devices: [device(2, { sees_metres: '5 km' })] }),
      /^devices\.csv line 2 column sees_metres: .*NaN\. correct the value; docs\/county\.md/,
    ],
    [
      'a bearing without the other',
      sources({ devices: [device(2, { sees_metres: '500', sees_from_deg: '300' })] }),
      /^devices\.csv line 2 column sees_to_deg: .*\. add it$/,
    ],
    [
      'bearings without a range',
      sources({ devices: [device(2, { sees_from_deg: '300', sees_to_deg: '60' })] }),
      /^devices\.csv line 2 column sees_metres: .*\. add it$/,
    ],
    [
      'a sector without a width',
      sources({ devices: [device(2, { sees_metres: '500', sees_from_deg: '0', sees_to_deg: '360' })] }),
      /^devices\.csv line 2 column sees_to_deg: the two bearings are the same/,
    ],
    [
      'a device that sees nothing of what it watches',
      sources({ devices: [device(2, { kinds: 'vision', lat: '30.95', sees_metres: '5', sees_from_deg: '300', sees_to_deg: '60' })] }),
      /^devices\.csv line 2 column sees_metres: it sees nothing of the areas it watches\. correct the range \(metres\), the bearings/,
    ],
    [
      'a device that sees and watches nothing with a surface',
      sources({
        areas: [
          feature('county', 'boundary', [box(50, 30, 1)]),
          { ...feature('coast-1', 'coast', []), geometry: { type: 'Point', coordinates: [50.5, 30.5] } },
        ],
        devices: [device(2, { kinds: 'vision', sees_metres: '500' })],
      }),
      /^devices\.csv line 2 column sees_metres: it watches no area that has a surface\. let it watch one, or leave what it sees out$/,
    ],
    [
      'a range of a device that looks at nothing',
      sources({ devices: [device(2, { sees_metres: '5000' })] }),
      /^devices\.csv line 2 column sees_metres: a device that says weather sees no ground\. leave what it sees out$/,
    ],
    [
      'a name that cannot be shown',
      sources({ devices: [device(2, { name: 'Mast\u0000' })] }),
      /^devices\.csv line 2 column name: holds a character that cannot be shown/,
    ],
    [
      'a device that sees and watches nothing known',
      sources({ devices: [device(2), device(3, { watches: 'coast-1 coast-7', sees_metres: '5' })] }),
      /^devices\.csv line 3 column watches: there is no area "coast-7"/,
    ],
    ['a person id twice', sources({ people: [person(2), person(3, { id: 'person-2' })] }), /^people\.csv line 3 column id: .*twice/],
    ['a role that is none', sources({ people: [person(2, { roles: 'boss' })] }), /^people\.csv line 2 column roles: /],
    [
      'separated powers in one hand',
      sources({ people: [person(2, { roles: 'sysadmin auditor' })] }),
      /^people\.csv line 2 column roles: sysadmin, secadmin and auditor must be different people/,
    ],
    [
      'an agency that is none',
      sources({ people: [person(2, { agency: 'police' })] }),
      /^people\.csv line 2 column agency: there is no agency "police"/,
    ],
  ]

  it.each(single)('says one thing about %s: where it stands and what to do', (_title, files, problem) => {
    expect(problemOf(files)).toMatch(problem)
  })

  it('tells of an unknown column once, whatever the number of lines', () => {
    const files = sources()
    const people = { ...files.people, columns: [...files.people.columns, 'phone'] }
    expect(problemOf({ ...files, people })).toBe(
      'people.csv line 1 column phone: there is no such column. remove it, or correct the spelling; columns are id, name, roles, agency, subject',
    )
  })

  it('tells of a missing column once', () => {
    const files = sources({ county: { scenarios: {} } })
    expect(problemOf({ ...files, devices: { ...files.devices, columns: ['id', 'name', 'kinds', 'lat', 'watches'] } })).toMatch(
      /^devices\.csv line 1: column lon is missing\. add lon/,
    )
  })

  it('tells of areas that cannot be read without blaming everything that names one', () => {
    expect(problemOf({ ...sources(), areas: { type: 'FeatureCollection', features: 'none' } })).toMatch(/^areas\.geojson features: /)
  })

  it('tells everything at once', () => {
    const files = sources({ county: { adcode: '12' }, devices: [device(2, { lat: 'x' })], people: [person(2, { roles: '' })] })
    expect(problemsOf(files).map((line) => line.split(':')[0])).toEqual([
      'county.json adcode',
      'devices.csv line 2 column lat',
      'people.csv line 2 column roles',
    ])
  })
})
