import { describe, expect, it } from 'vitest'
import { detectFishing } from '#scenarios/fishing-ban/detector.ts'
import { course, fixOf, limitsOf, lonPerKnotMinute, noonMs, play, type Said } from '#scenarios/fishing-ban/player.fixture.ts'
import { fishingBan } from '#scenarios/fishing-ban/scenario.ts'

const shuffled = (said: Said[]) => said.map((one, index) => said[index % 2 === 0 ? Math.min(index + 1, said.length - 1) : index - 1] ?? one)
const home = { id: '413000001', body: { source: 'ais', mmsi: 413_000_001 } }

describe('a boat in a closed water', () => {
  it('goes from blue over yellow to orange as it works, ten minutes after it began', () => {
    const { found, levels } = play(course(0, 14, 2))
    expect(levels).toEqual(['blue', 'yellow', 'orange'])
    expect(found[2]).toMatchObject({ observedAtMs: noonMs + 11 * 60_000, reason: { rule: 'working-speed' } })
  })

  it('is yellow at once after sunset, by the sun and not by the clock', () => {
    const night = course(8 * 60, 8 * 60 + 4, 8)
    expect(play(night).levels).toEqual(['yellow'])
    expect(play(course(0, 4, 8)).levels).toEqual(['blue'])
  })

  it('raises nothing when it says who it is and passes', () => {
    expect(play(course(0, 40, 8, home)).levels).toEqual([])
  })

  it('is no work where it stands still, whatever the noise of its receiver says', () => {
    const buoy = Array.from({ length: 40 }, (_, minute) => ({ ...home, minute, lon: 150.2 + (minute % 2) * 0.0003 }))
    expect(play(buoy).levels).toEqual([])
  })

  it('loiters when the mean of an hour is slow', () => {
    const still = course(0, 65, 0.1, home)
    expect(play(still).found).toMatchObject([{ level: 'yellow', reason: { rule: 'loitering' } }])
  })

  it('judges fixes that change places, and repetitions, as if they came in order', () => {
    const inOrder = course(0, 14, 2)
    const twice = shuffled(inOrder).flatMap((one) => [one, one])
    expect(play(twice).levels).toEqual(play(inOrder).levels)
    expect(play(twice).fleet?.tracks['r-1']?.fixes).toEqual(play(inOrder).fleet?.tracks['r-1']?.fixes)
  })

  it('is reported again with each new run of work, and every half hour of a long one', () => {
    const first = course(0, 12, 2)
    const pause = course(13, 22, 8, { lon: 150.13 })
    expect(play([...first, ...pause, ...course(23, 36, 2, { lon: 150.16 })]).levels).toEqual(['blue', 'yellow', 'orange', 'orange'])
    expect(play(course(0, 72, 1)).levels).toEqual(['blue', 'yellow', 'orange', 'orange', 'orange'])
  })
})

describe('calling out', () => {
  const speakers = { speakers: { 'closed-fishing-1': ['horn-1', 'horn-2'] } }
  const stay = course(0, 14, 2)
  const leaving = course(15, 44, 20, { lon: 150.13 })

  const answered = { answerAtMinute: 11.05, played: true }

  it('asks one loudspeaker, at orange only, and that is enough when it answers', () => {
    const { commands, fleet } = play(
      [...course(0, 11, 2), answered, ...course(12, 14, 2, { lon: 150.12 + 24 * lonPerKnotMinute })],
      speakers,
    )
    expect(commands).toMatchObject([
      { device: 'horn-1', name: 'loudspeaker.play', parameters: { message: 3 }, notAfterMs: noonMs + 11 * 60_000 + 30_000 },
    ])
    expect(fleet?.tracks['r-1']?.calls).toMatchObject({ count: 1, acknowledged: 1 })
  })

  it('asks the next loudspeaker when one does not answer or could not play, then notifies the desk once', () => {
    const { commands, found, fleet } = play(stay, speakers)
    expect(commands.map(({ device }) => device)).toEqual(['horn-1', 'horn-2'])
    expect(found.filter(({ subject }) => subject.startsWith('speakers:'))).toMatchObject([
      { level: 'fault', reason: { rule: 'loudspeaker-unanswered' }, observedAtMs: noonMs + 11 * 60_000 + 10_000 },
    ])
    expect(fleet?.calls).toEqual({})
    const failed = play([...course(0, 11, 2), { answerAtMinute: 11.02, played: false }], speakers)
    expect(failed.commands.map(({ device }) => device)).toEqual(['horn-1', 'horn-2'])
  })

  it('begins each further call at the next loudspeaker, with ids that a replay repeats', () => {
    const { commands } = play(course(0, 60, 2), speakers)
    expect(commands.map(({ device }) => device)).toEqual(['horn-1', 'horn-2', 'horn-2', 'horn-1', 'horn-1', 'horn-2'])
    expect(new Set(commands.map(({ id }) => id)).size).toBe(6)
    expect(play(course(0, 60, 2), speakers).commands).toEqual(commands)
  })

  it('is reported when a loudspeaker answers again', () => {
    const { found } = play([...stay, { answerAtMinute: 14.5, played: true }], speakers)
    expect(found.filter(({ subject }) => subject.startsWith('speakers:')).map(({ type }) => type)).toEqual(['raise', 'clear'])
  })

  it('leaves the next loudspeaker alone when the vessel has gone', () => {
    const fast = course(12, 20, 20, { lon: 150.29 })
    expect(play([...course(0, 11, 2), ...fast], { ...speakers, callOut: { acknowledgeSeconds: 600 } }).commands).toHaveLength(1)
  })

  it('finds the memory that called, although its loudspeaker watches the water for others', () => {
    const horn = { id: 'horn-1', watches: ['water-river'] } as never
    const rivers = [{ id: 'water-river', kind: 'river' }]
    const { commands } = play(stay, speakers)
    expect(fishingBan.memoryKeys(horn, { commandId: commands[0]?.id, played: true }, rivers)).toEqual(['water:closed-fishing-1'])
    expect(fishingBan.memoryKeys(horn, { commandId: 'pier/7/1/0', played: true }, rivers)).toEqual(['water:water-river'])
  })

  it('changes nothing for an answer to nobody, not even a memory that was never written', () => {
    const { fleet } = play([{ answerAtMinute: 0, played: true }])
    expect(fleet).toBeUndefined()
  })

  it('is dissuaded when it leaves after a call, otherwise it passed', () => {
    expect(play([...stay, ...leaving], speakers).levels.at(-1)).toBe('dissuaded')
    expect(play([...stay, ...leaving]).levels.at(-1)).toBe('passed')
  })

  it('is not brought back by what a radio repeats after it has left', () => {
    const { fleet } = play([...stay, ...leaving])
    expect(fleet?.tracks).toEqual({})
    expect(play(stay, {}, fleet).levels).toEqual([])
  })
})

describe('what leaves no trace', () => {
  it('a vessel outside, a message too old, and one without its own position', () => {
    const memory = play(course(0, 3, 8, home)).fleet
    const limits = limitsOf()
    const inside = fixOf({ minute: 0, lon: 150.2 })
    expect(detectFishing(memory, { ...inside, lateness: 'expired' }, limits).memory).toBe(memory)
    expect(detectFishing(memory, { ...inside, position: { ...inside.position, source: 'registered' } }, limits).memory).toBe(memory)
    const empty = play([{ minute: 0, lon: 150.5 }]).fleet
    expect(detectFishing(empty, fixOf({ minute: 5, lon: 150.5 }), limits)).toMatchObject({ findings: [], timers: [] })
    expect(detectFishing(empty, fixOf({ minute: 5, lon: 150.5 }), limits).memory).toBe(empty)
  })

  it('one stray fix over the border', () => {
    const stray = course(0, 2, 8, { lon: 150.3 - 0.2 * lonPerKnotMinute })
    expect(play([...stray, ...course(3, 6, 8, { lon: 150.32 })]).found).toEqual([])
  })
})

describe('two vessels', () => {
  it('beside each other for two hours have met', () => {
    const beside = course(0, 125, 0.1, { lat: 30.2, ...home })
    const other = course(0, 125, 0.1, { lat: 30.202, id: '413000002', body: { source: 'ais', mmsi: 413_000_002 } })
    const both = beside.flatMap((one, index) => [one, other[index] as Said])
    const { found } = play(both)
    const met = found.flatMap((one) => (one.type === 'raise' && one.level === 'orange' ? [one.reason.rule] : []))
    expect(met).toContain('encounter')
  })

  it('are not made of one by a single wild position', () => {
    const wild = { ...home, minute: 5.5, lon: 150.28, lat: 30.28 }
    expect(play([...course(0, 5, 8, home), wild, ...course(6, 30, 8, { ...home, lon: 150.12 + 6 * 8 * lonPerKnotMinute })]).found).toEqual(
      [],
    )
  })

  it('under one number are told apart, and only the first is the patrol', () => {
    const permitted = { permitted: [{ name: 'patrol', mmsi: 413_000_001 }] }
    const patrol = course(0, 14, 2, home)
    expect(play(patrol, permitted).found).toEqual([])
    expect(play(patrol, permitted).withheld).toEqual([{ why: 'vessel-permitted', device: 'rx-1' }])
    expect(play(course(0, 14, 8, home), permitted).withheld).toEqual([])
    const borrower = course(0, 14, 2, { ...home, lat: 30.28 }).map((one) => ({ ...one, minute: one.minute + 0.5 }))
    const { found, levels } = play(
      patrol.flatMap((one, index) => [one, borrower[index] as Said]),
      permitted,
    )
    expect(levels).toEqual(['blue', 'yellow', 'orange'])
    expect(found[0]).toMatchObject({ subject: 'vessel:closed-fishing-1/413000001~2' })
  })
})

describe('going dark', () => {
  const seen = course(0, 8, 8, home)
  const others = Array.from({ length: 12 }, (_, index) => ({ minute: 9 + index * 3, lon: 150.5, id: 'outside' }))

  it('is reported while the receiver hears others', () => {
    expect(play([...seen, ...others]).found).toMatchObject([{ level: 'yellow', reason: { rule: 'went-dark' } }])
  })

  it('is not reported when the receiver hears nobody', () => {
    expect(play([...seen, { wakeAtMinute: 100 }]).found).toEqual([])
  })

  it('ends when it is forgotten', () => {
    expect(play([...seen, ...others, { wakeAtMinute: 200 }]).levels).toEqual(['yellow', 'passed'])
  })
})

it('stays under 400 KB with five hundred vessels that speak all the time', () => {
  let fleet: ReturnType<typeof detectFishing>['memory'] | undefined
  const limits = limitsOf()
  for (let vessel = 0; vessel < 520; vessel++)
    for (let slot = 0; slot < 14; slot++) {
      const said = { minute: slot / 2 + vessel / 1000, lon: 150.11 + vessel * 0.0003 + slot * 0.0005, id: `radar-${vessel}` }
      fleet = detectFishing(fleet, fixOf({ ...said, body: { sogKn: 12.3, cogDeg: 271, mmsi: 413_000_000 + vessel } }), limits).memory
    }
  expect(Object.keys(fleet?.tracks ?? {})).toHaveLength(500)
  expect(JSON.stringify(fleet).length).toBeLessThan(400_000)
})
