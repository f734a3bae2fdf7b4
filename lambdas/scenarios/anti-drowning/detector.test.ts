import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DeviceCommand, Finding } from '#domain/detection/detector.ts'
import { speakerAck } from '#domain/observation/kinds/speaker-ack.ts'
import { vision } from '#domain/observation/kinds/vision.ts'
import { detectDrowning, type WaterMemory } from '#lambdas/scenarios/anti-drowning/detector.ts'
import { antiDrowningLimits } from '#lambdas/scenarios/anti-drowning/schema.ts'
import { observe } from '#test/fixtures/observe.ts'

const strip = (left: number, right: number) => [
  [left, 0],
  [right, 0],
  [right, 1],
  [left, 1],
]
const settings = {
  views: {
    'cam-1': {
      spot: 'pier',
      zones: [
        { role: 'strip', polygon: strip(0, 0.3) },
        { role: 'edge', polygon: strip(0.3, 0.6) },
        { role: 'water', polygon: strip(0.6, 1) },
      ],
    },
  },
  speakers: { pier: ['horn-1', 'horn-2'] },
}
const limits = antiDrowningLimits.parse(settings)
const start = Date.UTC(2026, 6, 20, 7)
const where = { nowhere: [], strip: [150], edge: [450], water: [800], 'two in water': [700, 900] }
type Place = keyof typeof where
type Seen = Parameters<typeof detectDrowning>[1]

/** One second at five frames a second. */
function second(at: number, place: Place, more: Record<string, unknown> = {}): Seen {
  const boxes = where[place].map((x) => ({ x: x - 20, y: 300, w: 40, h: 100, score: 0.9, class: 'person' }))
  const frames = [0, 200, 400, 600, 800].map((offsetMs) => ({ offsetMs, boxes }))
  return observe(vision, { widthPx: 1000, heightPx: 500, frames, ...more }, { id: 'cam-1', key: 'water:pond', atMs: start + at * 1000 })
}

type Told = { memory: WaterMemory | undefined; findings: Finding[]; commands: DeviceCommand[] }

/** Plays what is seen, and every timer when its time has come. */
function play(seen: Seen[], untilSecond = 0, limitsHere = limits): Told {
  const timers = new Map<string, number>()
  const told: Told = { memory: undefined, findings: [], commands: [] }
  const step = (one: Seen) => {
    const result = detectDrowning(told.memory, one, limitsHere)
    told.memory = result.memory
    told.findings.push(...result.findings)
    told.commands.push(...(result.commands ?? []))
    for (const { name, dueAtMs } of result.timers ?? []) dueAtMs === undefined ? timers.delete(name) : timers.set(name, dueAtMs)
  }
  const ring = (throughMs: number) => {
    for (let rang = 0; rang < 1_000; rang++) {
      const [name, dueAtMs] = [...timers].sort((a, b) => a[1] - b[1])[0] ?? []
      if (name === undefined || dueAtMs === undefined || dueAtMs > throughMs) return
      timers.delete(name)
      step({ kind: 'wake', key: 'water:pond', name, observedAtMs: dueAtMs })
    }
  }
  for (const one of seen) {
    ring(one.observedAtMs)
    step(one)
  }
  ring(start + untilSecond * 1000)
  return told
}

const seconds = (from: number, to: number, place: Place) => Array.from({ length: to - from }, (_, index) => second(from + index, place))
const levelsOf = ({ findings }: Told) => findings.map((finding) => (finding.type === 'raise' ? finding.level : finding.outcome))

describe('somebody at the water', () => {
  it('is noticed in the strip, warned at the edge after three seconds, an alarm after ten', () => {
    expect(levelsOf(play(seconds(0, 2, 'strip')))).toEqual(['notice'])
    expect(levelsOf(play([...seconds(0, 2, 'strip'), ...seconds(2, 7, 'edge')]))).toEqual(['notice', 'warning'])
    expect(levelsOf(play(seconds(0, 13, 'edge')))).toEqual(['notice', 'warning', 'alarm'])
  })

  it('is an alarm within a second in the water, with a loud message', () => {
    const told = play(seconds(0, 1, 'water'))
    expect(levelsOf(told)).toContain('alarm')
    expect(told.commands).toMatchObject([{ device: 'horn-1', parameters: { message: 2 }, name: 'loudspeaker.play' }])
  })

  it('stays unnoticed when only birds, boats or faint boxes are seen', () => {
    const bird = observe(
      vision,
      {
        widthPx: 1000,
        heightPx: 500,
        frames: [0, 200, 400].map((offsetMs) => ({
          offsetMs,
          boxes: [
            { x: 800, y: 1, w: 9, h: 9, score: 1, class: 'bird' },
            { x: 800, y: 1, w: 9, h: 9, score: 0.2, class: 'person' },
          ],
        })),
      },
      { id: 'cam-1', key: 'water:pond', atMs: start },
    )
    expect(play([bird], 30).findings).toEqual([])
  })

  it('who leaves after the call-out is counted as dissuaded, otherwise as passed', () => {
    expect(levelsOf(play([...seconds(0, 5, 'edge')], 30)).at(-1)).toBe('dissuaded')
    expect(levelsOf(play([...seconds(0, 2, 'strip')], 30)).at(-1)).toBe('passed')
  })

  it('who comes out of the water and goes is no emergency', () => {
    const told = play([...seconds(0, 4, 'water'), ...seconds(4, 8, 'edge'), ...seconds(8, 10, 'strip')], 120)
    expect(levelsOf(told)).not.toContain('critical')
    expect(levelsOf(told).at(-1)).toBe('dissuaded')
  })
})

describe('an emergency', () => {
  it('is somebody who went in and is not seen for fifteen seconds, once', () => {
    const told = play([...seconds(0, 4, 'water'), ...seconds(4, 10, 'nowhere')], 120)
    expect(levelsOf(told).filter((level) => level === 'critical')).toHaveLength(1)
    expect(told.findings.at(-1)).toMatchObject({ level: 'critical', severity: 'Extreme', reason: { rule: 'occupancy-submerged' } })
  })

  it('is declared even when the camera says nothing more', () => {
    expect(levelsOf(play(seconds(0, 4, 'water'), 30))).toContain('critical')
  })

  it('is a second person who goes in after the first', () => {
    const told = play([...seconds(0, 5, 'water'), ...seconds(5, 8, 'two in water')])
    expect(told.findings.at(-1)).toMatchObject({ level: 'critical', reason: { rule: 'occupancy-second-person' } })
  })
})

describe('the loudspeaker', () => {
  it('shouts at most every half minute and at most three times, with an expiry and an id that a replay repeats', () => {
    const told = play(seconds(0, 150, 'edge'))
    const byFirstHorn = told.commands.filter(({ device }) => device === 'horn-1')
    expect(byFirstHorn).toHaveLength(3)
    expect(byFirstHorn.map(({ notAfterMs }) => Math.round((notAfterMs - start) / 1000))).toEqual([13, 43, 73])
    expect(play(seconds(0, 150, 'edge')).commands).toEqual(told.commands)
  })

  it('that does not answer in five seconds is followed by the next one', () => {
    expect(play(seconds(0, 12, 'edge')).commands.map(({ device }) => device)).toEqual(['horn-1', 'horn-2'])
  })

  it('that answers is enough', () => {
    const first = play(seconds(0, 5, 'edge')).commands[0]
    const answer = observe(speakerAck, { commandId: first?.id, played: true }, { id: 'horn-1', key: 'water:pond', atMs: start + 5_000 })
    expect(play([...seconds(0, 5, 'edge'), answer, ...seconds(5, 12, 'edge')]).commands).toHaveLength(1)
  })
})

describe('permitted swimming', () => {
  it('is not disturbed, and the spot watches again by itself afterwards', () => {
    const bathing = antiDrowningLimits.parse({ ...settings, permittedSwim: [{ spot: 'pier', from: '14:00', to: '16:00' }] })
    expect(play(seconds(0, 20, 'edge'), 0, bathing).findings).toEqual([])
    expect(levelsOf(play(seconds(3_600, 3_602, 'water'), 0, bathing))).toContain('alarm')
  })

  it('never excuses somebody who went under', () => {
    const bathing = antiDrowningLimits.parse({ ...settings, permittedSwim: [{ spot: 'pier', from: '14:00', to: '16:00' }] })
    expect(levelsOf(play(seconds(0, 4, 'water'), 60, bathing))).toEqual(['critical'])
  })
})

describe('a camera that cannot be trusted', () => {
  it('suspends its spot when it was moved, and says so', () => {
    const moved = [0, 1, 2, 3, 4].map((at) => second(at, at === 0 ? 'nowhere' : 'water', { sceneHash: at === 0 ? 'a' : 'b' }))
    const told = play(moved)
    expect(told.findings.filter(({ subject }) => subject === 'camera:cam-1')).toMatchObject([
      { level: 'fault', reason: { rule: 'camera-moved' } },
    ])
  })

  it('suspends it when the picture is frozen, and is back when it moves', () => {
    const frozen = Array.from({ length: 40 }, (_, at) => {
      const frames = [{ offsetMs: 0, boxes: [], frameHash: at < 35 ? 'same' : `h${at}` }]
      return second(at, 'nowhere', { frames })
    })
    expect(levelsOf(play(frozen))).toEqual(['fault', 'recovered'])
  })

  it('is a fault when it is silent for three heartbeats, and recovers with the next', () => {
    const told = play([second(0, 'nowhere'), second(300, 'nowhere')])
    expect(told.findings).toMatchObject([{ level: 'fault', reason: { rule: 'camera-silent' } }, { outcome: 'recovered' }])
  })

  it('costs no write for a heartbeat in which nobody is seen', () => {
    const { memory } = play([second(0, 'nowhere')])
    expect(detectDrowning(memory, second(5, 'nowhere'), limits).memory).toBe(memory)
  })
})

describe('disorder on the way', () => {
  const story = [...seconds(0, 3, 'strip'), ...seconds(3, 9, 'edge'), ...seconds(9, 14, 'water')]

  it('doubled messages change no level', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: story.length, maxLength: story.length }), (doubled) => {
        const noisy = story.flatMap((one, index) => (doubled[index] ? [one, one] : [one]))
        expect(levelsOf(play(noisy))).toEqual(levelsOf(play(story)))
      }),
      { numRuns: 30 },
    )
  })

  it('a lost second delays an alarm and never prevents it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: story.length - 3 }), (lost) => {
        expect(levelsOf(play(story.filter((_, index) => index !== lost)))).toContain('alarm')
      }),
    )
  })
})
