import { describe, expect, it } from 'vitest'
import { hours, moves, play, type Said } from '#scenarios/elderly-care/player.fixture.ts'
import { elderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

const consent = (until: string) => ({
  person: 'p-7',
  consentId: 'c-7',
  purpose: 'falls and calls for help',
  from: '2026-01-01T00:00:00+08:00',
  until,
})
const ending = (until: string) => ({ more: { enrolments: { homes: { 'home-1': consent(until) } } } })
const none = { more: { enrolments: {} } }
const fall: Said = [60, 'band-1', 'fall-candidate', { site: 'waist', c8G: 1, peakG: 5, stillSdG: 0.01, tiltDeg: 90 }]

describe('without a consent', () => {
  it('only calls for help and fire are heard, and it is said once that the consent is missing', () => {
    const press: Said = [120, 'band-1', 'sos', { test: false }]
    const smoke: Said = [180, 'smk-1', 'smoke', { alarm: true, test: false }]
    const help: Said = [240, 'band-1', 'prompt-answer', { answer: 'help' }]
    const { told, commands } = play([fall, fall, press, smoke, help], { ...none, untilSeconds: 600 })
    expect(told).toEqual(['maintenance', 'alarm', 'fire', 'alarm-again'])
    expect(commands).toEqual([])
  })

  it('nothing of a life is remembered', () => {
    const { memory } = play([moves(0), moves(3_600)], none)
    expect(memory.detector).toMatchObject({ routine: { days: [] }, rooms: {}, whereabouts: {} })
    expect(memory.detector).not.toHaveProperty('routine.lastMs')
  })
})

describe('a consent', () => {
  it('that has ended ends what is concluded from a life, by the time the message was received', () => {
    const noon = ending('2026-04-13T12:30:00+08:00')
    expect(play([moves(0), moves(3_600)], { ...noon, untilSeconds: hours(9) }).told).toEqual(['maintenance'])
    expect(play([moves(0)], { ...noon, untilSeconds: hours(9) }).told).toEqual([])
  })

  it('of the device alone is enough, and takes the finding back when it comes', () => {
    const before = play([fall], none).memory
    const more = { enrolments: { devices: { 'band-1': consent('2027-01-01T00:00:00+08:00') } } }
    const { told, commands } = play([[120, ...fall.slice(1)] as Said], { more, before })
    expect(told).toEqual(['recovered'])
    expect(commands).toHaveLength(1)
  })

  it('names nobody', () => {
    const enrolments = (person: string) => ({ enrolments: { homes: { 'home-1': { ...consent('2027-01-01T00:00:00Z'), person } } } })
    expect(elderlyCareLimits.safeParse(enrolments('p-0042')).success).toBe(true)
    for (const person of ['王秀英', '13800138000', 'p-110101194001011234'])
      expect(elderlyCareLimits.safeParse(enrolments(person)).success).toBe(false)
  })
})
