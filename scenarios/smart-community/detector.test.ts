import { describe, expect, it } from 'vitest'
import type { Finding } from '#domain/findings/finding.ts'
import type { Observation } from '#domain/observation/observation.ts'
import type { CommunityMemory } from '#scenarios/smart-community/memory.ts'
import { smartCommunity } from '#scenarios/smart-community/scenario.ts'
import { smartCommunityLimits } from '#scenarios/smart-community/schema.ts'
import { ScenarioPlayer } from '#test/fixtures/scenario-player.ts'

const startMs = Date.UTC(2026, 3, 13, 4)
type Said = [seconds: number, device: string, kind: string, body: object]

describe('gas', () => {
  it('is an alarm after its on-delay although no further message comes', () => {
    const player = play([[0, 'gas-1', 'gas', gasOf(12)]])
    expect(player.keyMemory.timers['gas-1/gas']).toBe(startMs + 5_000)
    expect(player.ring(startMs + 5_000).words()).toEqual(['alarm'])
  })

  it('closes its valve when it is critical, once for one message', () => {
    const valves = { gas: { valves: { 'gas-1': 'valve-1' } } }
    const { commands } = play(
      [
        [0, 'gas-1', 'gas', gasOf(25)],
        [5, 'gas-1', 'gas', gasOf(25)],
      ],
      valves,
    )
    expect(commands).toMatchObject([{ device: 'valve-1', name: 'valve.close' }])
  })

  it('says nothing while it warms up', () => {
    expect(play([[0, 'gas-1', 'gas', { ...gasOf(30), warmingUp: true }]]).findings).toEqual([])
  })

  it('believes the relay of the device at once', () => {
    expect(levels(play([[0, 'gas-1', 'gas', { ...gasOf(0), alarm: true }]]).findings)).toEqual(['alarm'])
  })

  it('is reported to be over when it has been normal for a minute', () => {
    const { findings: found } = play([
      [0, 'gas-1', 'gas', gasOf(12)],
      [5, 'gas-1', 'gas', gasOf(12)],
      [10, 'gas-1', 'gas', gasOf(0)],
      [70, 'gas-1', 'gas', gasOf(0)],
    ])
    expect(levels(found)).toEqual(['alarm', 'passed'])
  })
})

describe('other sensors', () => {
  it('carbon monoxide counts as a dose', () => {
    const minutes = (ppm: number, count: number): Said[] =>
      Array.from({ length: count }, (_, minute) => [minute * 60, 'co-1', 'carbon-monoxide', { ppm, test: false }])
    expect(levels(play(minutes(320, 2)).findings)).toEqual(['critical'])
    expect(levels(play(minutes(60, 60)).findings)).toEqual([])
    expect(levels(play(minutes(60, 61)).findings)).toEqual(['alarm'])
  })

  it('a cover is judged by the tilt it was built in with', () => {
    const tilted: Said[] = [
      [0, 'mh-1', 'manhole', { tiltDeg: 14, test: false }],
      [3, 'mh-1', 'manhole', { tiltDeg: 14, test: false }],
    ]
    expect(levels(play(tilted).findings)).toEqual(['warning'])
    expect(play(tilted, { manhole: { installedTiltDeg: { 'mh-1': 8 } } }).findings).toEqual([])
  })

  it('one piece of debris is no flood, rising water is', () => {
    const depth = (minute: number, depthCm: number): Said => [minute * 60, 'wl-1', 'flood-level', { depthCm, test: false }]
    expect(play([depth(0, 0), depth(1, 40), depth(2, 0), depth(3, 0)]).findings).toEqual([])
    expect(levels(play([depth(0, 0), depth(3, 4), depth(6, 6), depth(9, 9)]).findings)).toEqual(['alarm'])
  })

  it('a test button and an impossible reading never alarm', () => {
    const { findings: found, memory } = play([
      [0, 'el-1', 'electrical', { residualMa: 900, test: true }],
      [1, 'el-1', 'electrical', { residualMa: 99_000, test: false }],
    ])
    expect(levels(found)).toEqual(['maintenance'])
    expect(memory?.tests).toBe(1)
  })

  it('quiet sensors leave no trace, so they cost no write', () => {
    const player = play([[0, 'gas-1', 'gas', gasOf(0.4)]])
    const first = player.keyMemory
    expect(player.see(message(60, 'gas-1', 'gas', gasOf(0.6))).keyMemory).toBe(first)
  })
})

describe('what points say together', () => {
  it('two detectors of one building within a minute confirm a fire; later they do not', () => {
    const contact = (seconds: number, device: string): Said => [seconds, device, 'smoke', { alarm: true, test: false }]
    expect(levels(play([contact(0, 'smk-1'), contact(40, 'smk-2')]).findings)).toEqual(['fire', 'fire', 'confirmed'])
    expect(levels(play([contact(0, 'smk-1'), contact(90, 'smk-2')]).findings)).toEqual(['fire', 'fire'])
  })

  it('an alarm flood becomes one incident that names the first; gas still stands alone', () => {
    const covers = Array.from({ length: 13 }, (_, index): Said[] => [
      [index * 10, `mh-${index}`, 'manhole', { tiltDeg: 95, test: false }],
    ]).flat()
    const { findings: found } = play([...covers, [140, 'gas-1', 'gas', { ...gasOf(0), alarm: true }]])
    const subjects = found.map(({ subject }) => subject)
    expect(new Set(subjects).size).toBe(12)
    expect(found.at(-1)).toMatchObject({ subject: 'point:gas-1', level: 'alarm' })
    expect(found.find(({ subject }) => subject === 'place:building-1')).toMatchObject({ reason: { inputs: [{}, { value: 'mh-0' }] } })
  })
})

describe('places under a camera', () => {
  const frame = (offsetMs: number, cls?: string) => ({ offsetMs, boxes: cls ? [{ x: 1, y: 1, w: 5, h: 5, score: 0.8, class: cls }] : [] })
  const seconds = (from: number, count: number, cls?: string): Said[] =>
    Array.from({ length: count }, (_, index) => [
      from + index,
      'cam-1',
      'vision',
      { widthPx: 100, heightPx: 100, frames: [0, 200, 400, 600, 800].map((at) => frame(at, cls)) },
    ])

  it('an e-bike that stays in a lift is reported once, and again when it has left and come back', () => {
    const visits = [...seconds(0, 6, 'e-bike'), ...seconds(6, 60), ...seconds(120, 6, 'e-bike')]
    expect(levels(play(visits, {}, 'place:lift-1').findings)).toEqual(['blocked', 'passed', 'blocked'])
  })

  it('a person in a lift and a car that only passes the lane are nothing', () => {
    expect(play(seconds(0, 20, 'person'), {}, 'place:lift-1').findings).toEqual([])
    expect(play([...seconds(0, 30, 'car'), ...seconds(30, 60)], {}, 'place:firelane-1').findings).toEqual([])
  })

  it('more people than cards through a door is a notice', () => {
    expect(levels(play([[0, 'door-1', 'access', { swipes: 1, persons: 3, test: false }]]).findings)).toEqual(['notice'])
    expect(play([[0, 'door-1', 'access', { swipes: 2, persons: 2, test: false }]]).findings).toEqual([])
  })
})

function gasOf(lelPct: number) {
  return { lelPct, alarm: false, warmingUp: false, test: false }
}

function limits(over: object = {}) {
  return { ...smartCommunityLimits.parse(over), liftAreas: new Set(['lift-1']) }
}

function play(said: Said[], over: object = {}, key = 'place:building-1') {
  return new ScenarioPlayer<CommunityMemory>(smartCommunity, limits(over), key).see(...said.map((one) => message(...one)))
}

function levels(findings: Finding[]): string[] {
  return findings.map((finding) => (finding.type === 'raise' ? finding.level : finding.outcome))
}

function message(seconds: number, device: string, kind: string, body: object): Observation {
  const atMs = startMs + seconds * 1000
  const at = { lat: 30, lon: 111 }
  return {
    kind,
    key: 'place:building-1',
    device,
    site: { id: device, name: device, kinds: [kind], site: at, watches: [], silenceSeconds: 900, status: 'active' },
    messageId: `${device}-${seconds}`,
    observedAtMs: atMs,
    receivedAtMs: atMs,
    clock: 'device',
    position: { ...at, source: 'registered' },
    lateness: 'timely',
    body,
  }
}
