import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Finding } from '#domain/findings/finding.ts'
import { placeFinding } from '#domain/incident/episodes.ts'
import { play, type Said, startMs } from '#scenarios/elderly-care/player.fixture.ts'
import { elderlyCare } from '#scenarios/elderly-care/scenario.ts'

const press = (seconds: number, more = {}): Said => [seconds, 'sos-1', 'sos', { test: false }, more]

describe('a call for help', () => {
  it('rings at once', () => {
    expect(play([press(0)]).found).toMatchObject([{ level: 'alarm', severity: 'Severe', urgency: 'Immediate' }])
  })

  it('is one call when pressed again within a minute, and rings anew after that', () => {
    const { found } = play([press(0), press(20), press(60), press(200)])
    expect(new Set(found.map(({ subject }) => subject)).size).toBe(1)
    expect(found).toMatchObject([{ level: 'alarm' }, { level: 'alarm' }, { level: 'alarm' }, { level: 'alarm-again', severity: 'Extreme' }])
  })

  it('begins anew after half an hour', () => {
    expect(play([press(0), press(1_900)]).told).toEqual(['alarm', 'alarm'])
  })

  it('rings although it comes hours late, as of when it came', () => {
    const receivedAtMs = startMs + 18_000_000
    expect(play([press(0, { receivedAtMs })]).found).toMatchObject([{ level: 'alarm', observedAtMs: receivedAtMs }])
  })

  it('opens an incident of its own when the last one was closed before its message came', () => {
    const [first, second] = play([press(0), press(100, { receivedAtMs: startMs + 600_000 })]).found as [Finding, Finding]
    const place = (...before: unknown[]) =>
      placeFinding(elderlyCare, 'demo', 'home:home-1', before[0] as never, before[1] as never, before[2] as Finding, startMs)
    const opened = place(undefined, undefined, first)
    const ended = { ...opened?.change?.incident, status: 'dismissed', ended: { atMs: startMs + 300_000 } }
    const placed = place(opened?.episode, ended, { ...second, severity: 'Severe' })
    expect(placed?.change?.incident.id).not.toBe(opened?.change?.incident.id)
  })

  it('is only counted when the button is tried', () => {
    const { told, memory } = play([[0, 'sos-1', 'sos', { test: true }]])
    expect(told).toEqual([])
    expect(memory.detector).toMatchObject({ tests: 1 })
  })

  it('is never swallowed, whenever it is pressed', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 86_400 }), { minLength: 1, maxLength: 20 }), (times) => {
        const presses = times.sort((a, b) => a - b)
        expect(play(presses.map((at) => press(at))).found).toHaveLength(presses.length)
      }),
      { numRuns: 50 },
    )
  })
})
