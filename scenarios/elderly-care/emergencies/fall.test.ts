import { describe, expect, it } from 'vitest'
import { play, type Said } from '#scenarios/elderly-care/player.fixture.ts'

const fall = (seconds: number, more = {}): Said => [
  seconds,
  'band-1',
  'fall-candidate',
  { site: 'waist', c8G: 1, peakG: 5, stillSdG: 0.01, tiltDeg: 90, sinceImpactS: 6, ...more },
]
const answers = (seconds: number, answer: string, commandId?: string): Said => [seconds, 'band-1', 'prompt-answer', { answer, commandId }]
const asked = play([fall(0)]).commands[0]?.id as string

describe('a suspected fall', () => {
  it('is put to the wearer first, for half a minute', () => {
    const { told, commands, memory } = play([fall(0)])
    expect(told).toEqual([])
    expect(commands).toMatchObject([{ device: 'band-1', name: 'prompt.are-you-ok', parameters: { seconds: 30 } }])
    expect(commands[0]?.notAfterMs).toBe(memory.timers['fall/band-1'])
  })

  it('is over without troubling anybody when the wearer is all right', () => {
    const { told, memory } = play([fall(0), answers(12, 'ok', asked)], { untilSeconds: 3_600 })
    expect(told).toEqual(['passed'])
    expect(memory.timers).toEqual({})
  })

  it('is an alarm when nobody answers, and an emergency four minutes later', () => {
    expect(play([fall(0)], { untilSeconds: 29 }).told).toEqual([])
    expect(play([fall(0)], { untilSeconds: 30 }).found).toMatchObject([{ level: 'alarm', severity: 'Severe', urgency: 'Immediate' }])
    expect(play([fall(0)], { untilSeconds: 270 }).found).toMatchObject([{}, { level: 'emergency', severity: 'Extreme' }])
  })

  it('is an alarm at once when help is asked for; whoever comes takes the emergency back with the wearable', () => {
    const { told } = play([fall(0), answers(5, 'help', asked), answers(200, 'ok', asked)], { untilSeconds: 3_600 })
    expect(told).toEqual(['alarm', 'passed'])
  })

  it('is not answered by an answer to an older question', () => {
    expect(play([fall(0), answers(5, 'ok', 'fall/band-1/1')], { untilSeconds: 60 }).told).toEqual(['alarm'])
  })

  it('is one fall however often it bounces', () => {
    const { commands, told } = play([fall(0), fall(3), fall(50)], { untilSeconds: 100 })
    expect(commands).toHaveLength(1)
    expect(told).toEqual(['alarm'])
  })

  it('is judged here again, whatever the wearable thought', () => {
    expect(play([fall(0, { tiltDeg: 10 })], { untilSeconds: 600 })).toMatchObject({ told: [], commands: [] })
  })

  it('is asked about although its message comes hours late', () => {
    const late: Said = [...fall(0).slice(0, 4), { receivedAtMs: Date.UTC(2026, 3, 13, 7) }] as unknown as Said
    const { commands } = play([late])
    expect(commands[0]?.notAfterMs).toBe(Date.UTC(2026, 3, 13, 7) + 30_000)
  })
})

describe('help that was not asked about', () => {
  it('is a call for help', () => {
    expect(play([answers(0, 'help')]).found).toMatchObject([{ subject: 'sos:band-1', level: 'alarm' }])
  })
})
