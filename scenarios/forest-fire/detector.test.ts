import { describe, expect, it } from 'vitest'
import { withClock } from '#domain/county/clock.ts'
import { hotSpot } from '#domain/observation/kinds/hot-spot.ts'
import { vision } from '#domain/observation/kinds/vision.ts'
import { weather } from '#domain/observation/kinds/weather.ts'
import { emptyMemory } from '#domain/scenario/key-memory.ts'
import { detectForestFire } from '#scenarios/forest-fire/detector.ts'
import type { FireMemory } from '#scenarios/forest-fire/memory.ts'
import { forestFire } from '#scenarios/forest-fire/scenario.ts'
import { forestFireLimits } from '#scenarios/forest-fire/schema.ts'
import { clock } from '#test/fixtures/clock.ts'
import { observe } from '#test/fixtures/observe.ts'
import { ScenarioPlayer } from '#test/fixtures/scenario-player.ts'

const limits = withClock(forestFireLimits.parse({}), clock)
const noon = Date.UTC(2026, 3, 13, 4)
const key = 'forest:forest-1'
const towers = { west: { lat: 30.2, lon: 150.2 }, east: { lat: 30.2, lon: 150.3 } }

type Seen = Parameters<typeof detectForestFire>[1]

function play(seen: Seen[], memory?: FireMemory): ScenarioPlayer<FireMemory> {
  return new ScenarioPlayer<FireMemory>(forestFire, limits, key, { ...emptyMemory, detector: memory }).see(...seen)
}

const smokeSeen = (tower: 'west' | 'east', atMs: number, score = 0.7, azimuthDeg = tower === 'west' ? 45 : 315) =>
  observe(
    vision,
    {
      widthPx: 1000,
      heightPx: 500,
      azimuthDeg,
      hfovDeg: 60,
      frames: [{ offsetMs: 0, boxes: score > 0 ? [{ x: 490, y: 200, w: 20, h: 20, score, class: 'smoke' }] : [] }],
    },
    { id: `tower-${tower}`, site: towers[tower], key, atMs },
  )

const noonReading = (day: number, tempC: number, rhPct: number, rainMm = 0) =>
  observe(weather, { tempC, rhPct, wind: { value: 20, unit: 'km/h' }, rainMm }, { id: 'ws-1', key, atMs: noon + day * 86_400_000 })

const heat = (atMs: number, tMaxC: number) =>
  observe(hotSpot, { tMaxC, backgroundMedianC: 20, backgroundMadC: 0.5, azimuthDeg: 100 }, { id: 'hot-1', key, atMs })

describe('smoke', () => {
  it('is suspected when one tower holds it for three looks, and not before', () => {
    expect(play([0, 10_000].map((ms) => smokeSeen('west', noon + ms))).findings).toEqual([])
    const { findings } = play([0, 10_000, 20_000].map((ms) => smokeSeen('west', noon + ms)))
    expect(findings).toMatchObject([{ type: 'raise', subject: 'forest:forest-1', level: 'suspected', severity: 'Severe' }])
  })

  it('is confirmed with a position when a second tower crosses it', () => {
    const { findings } = play([0, 10_000, 20_000].flatMap((ms) => [smokeSeen('west', noon + ms), smokeSeen('east', noon + ms + 1)]))
    const last = findings.at(-1)
    expect(last).toMatchObject({ level: 'confirmed', severity: 'Extreme', certainty: 'Observed', sources: ['tower-east', 'tower-west'] })
    if (last?.type !== 'raise') throw new Error('no raise')
    expect(last.position?.lat).toBeCloseTo(30.2432, 3)
    expect(last.position?.lon).toBeCloseTo(150.25, 3)
  })

  it('needs a better score on a wet day, and says which class it was', () => {
    const { memory } = play([noonReading(0, 5, 95, 12)])
    const wetDay = [3_600_000, 3_610_000, 3_620_000].map((ms) => smokeSeen('west', noon + ms, 0.5))
    expect(play(wetDay, memory).findings).toEqual([])
    const sure = [3_600_000, 3_610_000, 3_620_000].map((ms) => smokeSeen('west', noon + ms, 0.65))
    expect(play(sure, memory).findings[0]).toMatchObject({ reason: { text: { en: expect.stringContaining('danger class 1') } } })
  })

  it('is not held back when the weather is stale, and says so', () => {
    const { memory } = play([noonReading(0, 5, 95, 12)])
    const later = [0, 10_000, 20_000].map((ms) => smokeSeen('west', noon + 40 * 3_600_000 + ms, 0.5))
    expect(play(later, memory).findings[0]).toMatchObject({ reason: { text: { en: expect.stringContaining('stale') } } })
  })

  it('is ignored where it is masked, and when it fills the picture', () => {
    const masked = withClock(
      forestFireLimits.parse({ cameras: { 'tower-west': { masks: [{ left: 0.4, top: 0, right: 0.6, bottom: 1 }] } } }),
      clock,
    )
    let memory: FireMemory | undefined
    for (const ms of [0, 10_000, 20_000]) {
      const step = detectForestFire(memory, smokeSeen('west', noon + ms), masked)
      expect(step.findings).toEqual([])
      memory = step.memory
    }
    const fog = [0, 1, 2].map((n) =>
      observe(
        vision,
        { widthPx: 100, heightPx: 100, frames: [{ offsetMs: 0, boxes: [{ x: 0, y: 0, w: 90, h: 90, score: 0.9, class: 'smoke' }] }] },
        { key, atMs: noon + n * 1_000 },
      ),
    )
    expect(play(fog).findings).toEqual([])
  })

  it('leaves the very same memory when nothing is seen, so nothing is written', () => {
    const { memory } = play([noonReading(0, 20, 40)])
    expect(detectForestFire(memory, smokeSeen('west', noon, 0), limits).memory).toBe(memory)
    expect(detectForestFire(memory, heat(noon, 24), limits).memory).toBe(memory)
  })

  it('is forgotten once the looks have passed', () => {
    const { memory } = play([smokeSeen('west', noon), ...[1, 2, 3, 4, 5].map((n) => smokeSeen('west', noon + n * 10_000, 0))])
    expect(memory?.cameras).toEqual({})
  })
})

describe('heat', () => {
  it('is suspected when it stands out for three readings', () => {
    expect(play([0, 30_000, 60_000].map((ms) => heat(noon + ms, 60))).findings).toMatchObject([
      { level: 'suspected', reason: { rule: 'hot-spot-held' } },
    ])
  })

  it('confirms smoke', () => {
    const { findings } = play([
      ...[0, 10_000, 20_000].map((ms) => smokeSeen('west', noon + ms)),
      ...[30_000, 60_000, 90_000].map((ms) => heat(noon + ms, 60)),
    ])
    expect(findings.at(-1)).toMatchObject({ level: 'confirmed', severity: 'Extreme' })
  })
})

describe('the day’s danger', () => {
  it('warns from class 3 on, in yellow, orange and red, and clears when it falls', () => {
    const dry = Array.from({ length: 25 }, (_, day) => noonReading(day, 30, 20))
    const wet = noonReading(25, 8, 98, 40)
    const { findings } = play([...dry, wet])
    const levels = findings.filter(({ type }) => type === 'raise').map((finding) => (finding.type === 'raise' ? finding.level : ''))
    expect(new Set(levels)).toEqual(new Set(['yellow', 'orange', 'red']))
    expect(findings.at(-1)).toMatchObject({ type: 'clear', subject: 'danger:forest-1', outcome: 'passed' })
  })

  it('is silent in classes 1 and 2', () => {
    expect(play([noonReading(0, 5, 90)]).findings).toEqual([])
  })
})
