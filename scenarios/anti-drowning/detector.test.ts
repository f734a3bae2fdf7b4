import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withClock } from '#domain/county/clock.ts'
import { speakerAck } from '#domain/observation/kinds/speaker-ack.ts'
import { vision } from '#domain/observation/kinds/vision.ts'
import { detectDrowning } from '#scenarios/anti-drowning/detector.ts'
import type { WaterMemory } from '#scenarios/anti-drowning/memory.ts'
import { antiDrowning } from '#scenarios/anti-drowning/scenario.ts'
import { antiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'
import { clock } from '#test/fixtures/clock.ts'
import { observe } from '#test/fixtures/observe.ts'
import { ScenarioPlayer } from '#test/fixtures/scenario-player.ts'

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
const limits = withClock(antiDrowningLimits.parse(settings), clock)
const start = Date.UTC(2026, 6, 20, 7)
const where = {
  nowhere: [],
  strip: [150],
  edge: [450],
  water: [800],
  'two in water': [700, 900],
  'water and strip': [150, 800],
  'two on land': [150, 450],
}
type Place = keyof typeof where
type Seen = Parameters<typeof detectDrowning>[1]

const horn = (afterMs: number) => ({ id: 'horn-1', key: 'water:pond', atMs: start + afterMs })

/** One second at five frames a second. */
function second(at: number, place: Place, more: Record<string, unknown> = {}): Seen {
  const boxes = where[place].map((x) => ({ x: x - 20, y: 300, w: 40, h: 100, score: 0.9, class: 'person' }))
  const frames = [0, 200, 400, 600, 800].map((offsetMs) => ({ offsetMs, boxes }))
  return observe(vision, { widthPx: 1000, heightPx: 500, frames, ...more }, { id: 'cam-1', key: 'water:pond', atMs: start + at * 1000 })
}

type Told = ScenarioPlayer<WaterMemory>

/** Plays what is seen, and every timer when its time has come. */
function play(seen: Seen[], untilSecond = 0, limitsHere = limits): Told {
  return new ScenarioPlayer<WaterMemory>(antiDrowning, limitsHere, 'water:pond').see(...seen).ring(start + untilSecond * 1000)
}

const seconds = (from: number, to: number, place: Place) => Array.from({ length: to - from }, (_, index) => second(from + index, place))
const levelsOf = ({ findings }: Pick<Told, 'findings'>) =>
  findings.map((finding) => (finding.type === 'raise' ? finding.level : finding.outcome))

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

  it('is one of two swimmers who is not seen any more, although the other one is', () => {
    const told = play([...seconds(0, 4, 'two in water'), ...seconds(4, 22, 'water')], 25)
    expect(told.findings.at(-1)).toMatchObject({ level: 'critical', reason: { rule: 'occupancy-submerged' } })
  })

  it('is not hidden by a friend who stands on the bank all the time', () => {
    expect(levelsOf(play([...seconds(0, 4, 'water and strip'), ...seconds(4, 22, 'strip')], 25))).toContain('critical')
  })

  it('is not hidden by somebody who comes to the bank later', () => {
    expect(levelsOf(play([...seconds(0, 4, 'water'), ...seconds(4, 12, 'nowhere'), ...seconds(12, 22, 'strip')], 25))).toContain('critical')
  })

  it('is not hidden by a message from before, which comes when nobody is to be seen', () => {
    const story = [...seconds(0, 4, 'edge'), ...seconds(4, 10, 'water'), ...seconds(10, 17, 'nowhere')]
    for (let lost = 0; lost < 10; lost++) {
      const late = { ...(story[lost] as Seen), receivedAtMs: start + 17_500, lateness: 'late' } as Seen
      const told = play([...story.filter((_, index) => index !== lost), late, ...seconds(18, 40, 'nowhere')], 45)
      expect(levelsOf(told), `message ${lost} late`).toContain('critical')
    }
  })

  it('is none when the swimmer joins the friend on the bank', () => {
    const story = [...seconds(0, 4, 'water and strip'), ...seconds(4, 8, 'two on land'), ...seconds(8, 22, 'strip')]
    expect(levelsOf(play(story, 40))).not.toContain('critical')
  })

  it('is declared by the county’s clock, whatever the camera’s clock says', () => {
    for (const skewSeconds of [-100, 250]) {
      const skewed = seconds(0, 4, 'water').map((one) => ({ ...one, observedAtMs: one.observedAtMs + skewSeconds * 1000 }))
      expect(levelsOf(play(skewed, 16))).not.toContain('critical')
      expect(levelsOf(play(skewed, 21))).toContain('critical')
    }
  })

  it('is a second person who goes in after the first', () => {
    const told = play([...seconds(0, 5, 'water'), ...seconds(5, 8, 'two in water')])
    expect(told.findings.at(-1)).toMatchObject({ level: 'critical', reason: { rule: 'occupancy-second-person' } })
  })

  it('is not made of one frame in which one person has two boxes', () => {
    const doubled = second(5, 'water')
    if (doubled.kind === 'vision') doubled.body.frames[2]?.boxes.push({ x: 880, y: 300, w: 40, h: 100, score: 0.9, class: 'person' })
    expect(levelsOf(play([...seconds(0, 5, 'water'), doubled, ...seconds(6, 8, 'water')]))).not.toContain('critical')
  })
})

describe('the loudspeaker', () => {
  it('gives each message at most every half minute and shouts at most three times, with an expiry and an id that a replay repeats', () => {
    const told = play(seconds(0, 150, 'edge'))
    const byFirstHorn = told.commands.filter(({ device }) => device === 'horn-1')
    expect(byFirstHorn.map(({ parameters }) => parameters.message)).toEqual([1, 2, 2])
    expect(byFirstHorn.map(({ notAfterMs }) => Math.round((notAfterMs - start) / 1000))).toEqual([13, 20, 50])
    expect(play(seconds(0, 150, 'edge')).commands).toEqual(told.commands)
  })

  it('that does not answer in five seconds is followed by the next one', () => {
    expect(play(seconds(0, 9, 'edge')).commands.map(({ device }) => device)).toEqual(['horn-1', 'horn-2'])
  })

  it('that says it could not play is followed by the next one at once', () => {
    const story = seconds(0, 5, 'edge')
    const failed = observe(speakerAck, { commandId: play(story).commands[0]?.id, played: false }, horn(5_000))
    expect(play([...story, failed]).commands.map(({ device }) => device)).toEqual(['horn-1', 'horn-2'])
  })

  it('that is the last and does not answer either is reported once, and again when one answers', () => {
    const story = seconds(0, 25, 'edge')
    const told = play(story, 40)
    expect(told.findings.filter(({ subject }) => subject === 'speakers:pier')).toMatchObject([
      { level: 'fault', reason: { rule: 'loudspeaker-unanswered' } },
    ])
    const late = observe(speakerAck, { commandId: told.commands.at(-1)?.id, played: true }, horn(26_000))
    expect(play([...story, late]).findings.filter(({ subject }) => subject === 'speakers:pier')).toMatchObject([
      { level: 'fault' },
      { outcome: 'recovered' },
    ])
  })

  it('that answers is enough', () => {
    const first = play(seconds(0, 5, 'edge')).commands[0]
    const answer = observe(speakerAck, { commandId: first?.id, played: true }, horn(5_000))
    expect(play([...seconds(0, 5, 'edge'), answer, ...seconds(5, 9, 'edge')], 9).commands).toHaveLength(1)
  })

  it('repeats louder as soon as somebody goes in', () => {
    const { commands } = play([...seconds(0, 4, 'edge'), ...seconds(4, 5, 'water')])
    expect(commands.map(({ parameters }) => parameters.message)).toEqual([1, 2])
  })
})

describe('permitted swimming', () => {
  const until16 = withClock(antiDrowningLimits.parse({ ...settings, permittedSwim: [{ spot: 'pier', from: '14:00', to: '16:00' }] }), clock)

  it('is visible as one notice that says until when, and nobody is shouted at', () => {
    const told = play(seconds(0, 20, 'edge'), 0, until16)
    expect(told.findings).toMatchObject([
      { level: 'notice', severity: 'Minor', reason: { rule: 'swim-permitted', text: { en: expect.stringContaining('until 16:00') } } },
    ])
    expect(told.commands).toEqual([])
  })

  it('counts once each stay that would have been an alarm, and none that would have been a notice', () => {
    const swim = [...seconds(0, 4, 'edge'), ...seconds(4, 30, 'water and strip')]
    expect(play(swim, 0, until16).withheld).toEqual([{ why: 'swim-permitted', device: 'cam-1' }])
    expect(play(seconds(0, 20, 'strip'), 0, until16).withheld).toEqual([])
    expect(play(swim).withheld).toEqual([])
  })

  it('ends by itself: the spot watches again, also over those who are still there', () => {
    expect(levelsOf(play(seconds(3_600, 3_602, 'water'), 0, until16))).toContain('alarm')
    expect(levelsOf(play(seconds(3_598, 3_602, 'water'), 0, until16))).toEqual(['notice', 'alarm'])
  })

  it('never excuses somebody who went under', () => {
    expect(levelsOf(play(seconds(0, 4, 'water'), 60, until16))).toEqual(['notice', 'critical'])
  })

  it('may be one afternoon only', () => {
    const once = { spot: 'pier', from: '2026-07-20T14:00:00+08:00', to: '2026-07-20T16:00:00+08:00' }
    const afternoon = withClock(antiDrowningLimits.parse({ ...settings, permittedSwim: [once] }), clock)
    expect(levelsOf(play(seconds(0, 4, 'water'), 0, afternoon))).toEqual(['notice'])
    expect(levelsOf(play(seconds(86_400, 86_404, 'water'), 0, afternoon))).toContain('alarm')
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

  it('stays suspected while its messages say nothing of scene or picture', () => {
    const moved = [0, 1, 2, 3].map((at) => second(at, 'nowhere', { sceneHash: at === 0 ? 'a' : 'b' }))
    expect(levelsOf(play([...moved, ...seconds(4, 8, 'nowhere')]))).toEqual(['fault'])
    expect(levelsOf(play([...moved, second(4, 'nowhere', { sceneHash: 'a' })]))).toEqual(['fault', 'recovered'])
  })

  it('is not called silent early, however its last heartbeats fell', () => {
    const story = [second(0, 'nowhere'), second(17, 'nowhere')]
    expect(play(story, 196).findings).toEqual([])
    expect(levelsOf(play(story, 17 + 198))).toEqual(['fault'])
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
  const story = [...seconds(0, 3, 'strip'), ...seconds(3, 9, 'edge'), ...seconds(9, 14, 'water'), ...seconds(14, 18, 'edge')]
  const leave = [...seconds(18, 21, 'strip'), ...seconds(21, 30, 'nowhere')]
  const asItWas = ['notice', 'warning', 'alarm', 'dissuaded']
  const spotLevels = (told: Told) => levelsOf({ findings: told.findings.filter(({ subject }) => subject === 'spot:pier') })
  const withoutRepeats = (levels: string[]) => levels.filter((level, index) => level !== levels[index - 1])

  it('is judged against a story that goes through all levels', () => {
    expect(withoutRepeats(spotLevels(play([...story, ...leave], 60)))).toEqual(asItWas)
  })

  it('doubled messages change no level', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: story.length, maxLength: story.length }), (doubled) => {
        const noisy = story.flatMap((one, index) => (doubled[index] ? [one, one] : [one]))
        expect(withoutRepeats(spotLevels(play([...noisy, ...leave], 60)))).toEqual(asItWas)
      }),
      { numRuns: 30 },
    )
  })

  it('neighbours that change places change no level', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: story.length, maxLength: story.length }), (swapped) => {
        const mixed = [...story]
        for (let index = 0; index + 1 < mixed.length; index++)
          if (swapped[index]) [mixed[index], mixed[index + 1]] = [mixed[index + 1] as Seen, mixed[index] as Seen]
        expect(withoutRepeats(spotLevels(play([...arriving(mixed), ...leave], 60)))).toEqual(asItWas)
      }),
      { numRuns: 50 },
    )
  })

  it('a lost second changes no level', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: story.length - 1 }), (lost) => {
        const levels = withoutRepeats(spotLevels(play([...story.filter((_, index) => index !== lost), ...leave], 60)))
        expect(levels).toEqual(asItWas)
      }),
    )
  })

  it('a swimmer whom only a late message shows is an alarm all the same', () => {
    const [late] = seconds(3, 4, 'water')
    const story = [...seconds(0, 3, 'strip'), ...seconds(4, 12, 'strip')]
    const told = play([...story, { ...(late as Seen), receivedAtMs: start + 12_500, lateness: 'late' } as Seen])
    expect(levelsOf(told)).toContain('alarm')
  })

  it('a message that is too old to raise anything shows only that the camera is alive', () => {
    const [old] = seconds(0, 1, 'water')
    const told = play([{ ...(old as Seen), receivedAtMs: start + 600_000, lateness: 'expired' } as Seen])
    expect(told.findings).toEqual([])
    expect(told.memory?.spots).toEqual({})
  })

  it('a confidence that is no number counts as nobody', () => {
    const broken = second(0, 'water')
    if (broken.kind === 'vision') for (const frame of broken.body.frames) for (const box of frame.boxes) box.score = Number.NaN
    expect(play([broken], 60).findings).toEqual([])
  })
})

describe('two cameras of one spot', () => {
  const both = withClock(
    antiDrowningLimits.parse({ ...settings, views: { 'cam-1': settings.views['cam-1'], 'cam-2': settings.views['cam-1'] } }),
    clock,
  )
  const other = (at: number, place: Place) => ({ ...second(at, place), device: 'cam-2' }) as Seen

  it('see a swimmer although one of them sees nobody', () => {
    const told = play(
      [0, 1].flatMap((at) => [other(at, 'nowhere'), second(at, 'water')]),
      0,
      both,
    )
    expect(levelsOf(told)).toContain('alarm')
  })

  it('notice that he is gone although one of them sees people on the bank all the time', () => {
    const story = [0, 1, 2, 3].flatMap((at) => [other(at, 'strip'), second(at, 'water')])
    const after = Array.from({ length: 20 }, (_, at) => [other(4 + at, 'strip'), second(4 + at, 'nowhere')]).flat()
    expect(levelsOf(play([...story, ...after], 30, both))).toContain('critical')
  })
})

/** Messages in the order in which they arrive, a second apart, whatever their own times. */
function arriving(seen: Seen[]): Seen[] {
  return seen.map((one, index) => (one.kind === 'wake' ? one : { ...one, receivedAtMs: start + index * 1000 + 900 }))
}
