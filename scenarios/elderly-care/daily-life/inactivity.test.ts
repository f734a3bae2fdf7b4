import { describe, expect, it } from 'vitest'
import { entrance, hours, moves, play, type Said, startMs } from '#scenarios/elderly-care/player.fixture.ts'

const calls = { inactivity: { callDevices: { 'home-1': 'box-1' } } }
const answers = (seconds: number, answer: string): Said => [
  seconds,
  'box-1',
  'prompt-answer',
  { answer, commandId: `check/home-1/${startMs}` },
]

describe('a home that is quiet for too long', () => {
  it('is called first, and an alarm only when nobody answers', () => {
    const { found, commands } = play([moves(0)], { more: calls, untilSeconds: hours(5) })
    expect(found).toMatchObject([
      { level: 'check', severity: 'Minor', observedAtMs: startMs + 14_400_000 },
      { level: 'alarm', severity: 'Severe', urgency: 'Immediate', observedAtMs: startMs + 14_580_000 },
    ])
    expect(commands).toMatchObject([{ device: 'box-1', name: 'call.are-you-ok' }])
  })

  it('is left alone when the call is answered, or somebody moves', () => {
    expect(play([moves(0), answers(hours(4) + 60, 'ok')], { more: calls, untilSeconds: hours(7) }).told).toEqual(['check', 'passed'])
    expect(play([moves(0), moves(hours(4) + 60)], { untilSeconds: hours(7) }).told).toEqual(['check', 'passed'])
  })

  it('is an alarm at once when the answer is help', () => {
    expect(play([moves(0), answers(hours(4) + 60, 'help')], { more: calls }).told).toEqual(['check', 'alarm'])
  })

  it('says that somebody has to telephone when no device can call', () => {
    const { found, commands } = play([moves(0)], { untilSeconds: hours(4) })
    expect(commands).toEqual([])
    expect(found).toMatchObject([{ reason: { text: { en: expect.stringContaining('telephone') } } }])
  })
})

describe('a home that is empty', () => {
  it('may be quiet for days', () => {
    expect(play([moves(0), entrance(60, true), entrance(65, false)], { untilSeconds: hours(60) }).told).toEqual([])
  })

  it('is watched again when somebody moves in it, and the absence teaches nothing', () => {
    const { told, memory } = play([moves(0), entrance(60, true), entrance(65, false), moves(hours(9))], { untilSeconds: hours(14) })
    expect(told).toEqual(['check', 'alarm'])
    expect(memory.detector).toMatchObject({ routine: { days: [] } })
  })
})

describe('a home that cannot be heard', () => {
  const beat = (seconds: number): Said => [
    seconds,
    'gw-1',
    'gateway-heartbeat',
    {},
    {
      site: {
        id: 'gw-1',
        name: 'gw-1',
        kinds: [],
        site: { lat: 30, lon: 150 },
        watches: ['home-1'],
        silenceSeconds: 600,
        status: 'active',
      },
    },
  ]

  it('raises nothing while its gateway is silent, and begins anew when it is back', () => {
    const outage = [beat(0), moves(60), beat(hours(6))]
    expect(play(outage, { untilSeconds: hours(6) }).told).toEqual([])
    const heartbeats = Array.from({ length: 30 }, (_, index) => beat(hours(6) + 300 * (index + 1)))
    expect(play([...outage, ...heartbeats], { untilSeconds: hours(8) }).told).toEqual([])
  })

  it('is an alarm as ever while the gateway speaks', () => {
    const heartbeats = Array.from({ length: 60 }, (_, index) => beat(300 * (index + 1)))
    expect(play([moves(0), ...heartbeats], { untilSeconds: hours(5) }).told).toEqual(['check', 'alarm'])
  })

  it('says once that all sensors are silent', () => {
    const night = hours(11) // 23:00, when ten hours are permitted
    const silent: Said = [
      ...moves(night).slice(0, 4),
      { site: { ...(beat(0)[4]?.site as object), silenceSeconds: 900 } },
    ] as unknown as Said
    const { told } = play([silent], { untilSeconds: hours(30) })
    expect(told).toEqual(['blind'])
    const heartbeats = Array.from({ length: 100 }, (_, index) => beat(night + 600 * index))
    expect(play([silent, ...heartbeats], { untilSeconds: hours(27) }).told).toEqual(['blind'])
    expect(play([silent, moves(hours(31))], { untilSeconds: hours(31) }).told).toEqual(['blind', 'recovered'])
  })
})
