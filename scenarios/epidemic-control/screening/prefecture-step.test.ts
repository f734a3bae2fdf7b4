import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withClock } from '#domain/county/clock.ts'
import type { Timer } from '#domain/detection/detector.ts'
import type { Finding } from '#domain/findings/finding.ts'
import { arrival } from '#domain/observation/kinds/arrival.ts'
import { riskList } from '#domain/observation/kinds/risk-list.ts'
import type { PrefectureMemory } from '#scenarios/epidemic-control/memory/people.ts'
import { epidemicLimits } from '#scenarios/epidemic-control/schema.ts'
import { keysOf } from '#scenarios/epidemic-control/screening/memory-keys.ts'
import { onArrival, onForget, onRiskList } from '#scenarios/epidemic-control/screening/prefecture-step.ts'
import { clock } from '#test/fixtures/clock.ts'
import { observe } from '#test/fixtures/observe.ts'

const limits = withClock(epidemicLimits.parse({}), clock)
const day = (days: number, hours = 0) => Date.UTC(2022, 8, 1) + Math.round(days * 86_400_000) + hours * 3_600_000
const iso = (atMs: number) => new Date(atMs).toISOString()
const refOf = (digit: number) => `3${digit.toString(16).padStart(11, '0')}`.padEnd(64, '0')
const key = 'prefecture:4205:3'

type Place = { adcode?: string; community?: string; from: number; to: number }
type Entry = { level: 'high' | 'middle' | 'low'; scope: string; text: string }

const arrived = (at: number, stays: Place[], more: object = {}, person = 1) =>
  observe(
    arrival,
    {
      ...arrival.example,
      arrivalId: `A-${Math.round(at * 10)}-${person}`,
      personRef: refOf(person),
      origin: { adcode: '420502' },
      stays: stays.map(({ from, to, ...place }) => ({ ...place, from: iso(day(from)), to: iso(day(to)) })),
      test: undefined,
      consent: { purpose: 'epidemic screening', at: iso(day(at)) },
      ...more,
    },
    { id: 'checkpoint-1', key, atMs: day(at) },
  )

const listed = (at: number, entries: Entry[], hash = 'aaaa0001') =>
  observe(
    riskList,
    { ...riskList.example, listTime: iso(day(at)), hash, counties: ['420502', '420583'], entries },
    { id: 'desk-1', key, atMs: day(at, 1) },
  )

type Seen = ReturnType<typeof arrived> | ReturnType<typeof listed>

function play(seen: Seen[], start?: PrefectureMemory, rules = limits) {
  let memory = start
  const findings: Finding[] = []
  let timers: Timer[] = []
  for (const one of seen) {
    const step = one.kind === 'arrival' ? onArrival(memory, one, rules) : onRiskList(memory, one, rules)
    memory = step.memory
    findings.push(...step.findings)
    timers = step.timers ?? timers
  }
  return { memory, findings, timers, told: findings.map((one) => (one.type === 'raise' ? `${one.level} ${one.reason.rule}` : one.outcome)) }
}

const high: Entry = { level: 'high', scope: '420502', text: '柳岫街道柳箬小区' }
/** A list a day for three weeks, with the same entries. */
const lists = (entries: Entry[], from = 0, to = 21) => Array.from({ length: to - from + 1 }, (_, at) => listed(from + at, entries))
const home: Place = { adcode: '420502', community: '柳岫街道柳箬小区3号楼', from: 5, to: 20 }

describe('an arrival', () => {
  it('from a listed community is red, with the entry, the policy and the list it stood on', () => {
    const { findings } = play([...lists([high]), arrived(20.2, [home])])
    expect(findings).toMatchObject([{ type: 'raise', level: 'red', severity: 'Severe', subject: `person:${refOf(1).slice(0, 12)}` }])
    const [found] = findings
    if (found?.type !== 'raise') throw new Error('no raise')
    expect(found.reason.inputs).toContainEqual({ name: 'policy', value: 'plan-9' })
    expect(found.reason.inputs).toContainEqual({ name: 'listed place', value: high.text })
  })

  it('from elsewhere in the county is amber, from another county green and only counted', () => {
    expect(play([...lists([high]), arrived(20.2, [{ ...home, community: '桃砚小区' }])]).told).toEqual(['amber high-county'])
    const { told, memory } = play([...lists([high]), arrived(20.2, [{ ...home, adcode: '420583' }])])
    expect(told).toEqual([])
    expect(memory?.tally['2022-09-21']).toEqual({ green: 1, amber: 0, red: 0, manualMinutes: 0 })
  })

  it.each([
    ['its county only, since its entry excludes parts', [{ ...high, text: '柳箬小区（除3号楼外）' }], {}, 'amber high-unclear'],
    ['a border that only a person can read', [{ ...high, text: '东至水泥路，西至中心路' }], {}, 'amber high-unclear'],
    [
      'a development zone without a code',
      [{ ...high, scope: '420500', text: '高新区竹笙小区' }],
      { adcode: '420583' },
      'amber high-county',
    ],
    ['a stay of which only the prefecture is known', [high], { adcode: '420500' }, 'amber high-unclear'],
    ['a code that does not exist there', [], { adcode: '420599' }, 'amber code-unknown'],
    ['a middle entry', [{ ...high, level: 'middle' as const }], {}, 'amber middle-community'],
  ])('is amber for %s', (_what, entries, change, told) => {
    expect(play([...lists(entries), arrived(20.2, [{ ...home, ...change }])]).told).toEqual([told])
  })

  it.each([
    ['a stay without a code', [{ ...home, adcode: undefined }], {}, 'stay-without-code'],
    ['no stays', [], {}, 'no-stays'],
    [
      'a gap between stays',
      [
        { ...home, to: 14 },
        { ...home, from: 18 },
      ],
      {},
      'stay-gap',
    ],
    ['nothing said of the first days of the look-back', [{ ...home, from: 18 }], {}, 'stay-gap'],
  ])('goes to a person with the reason for %s', (_what, stays, more, rule) => {
    expect(play([...lists([]), arrived(20.2, stays, more)]).told).toEqual([`amber ${rule}`])
  })

  it('is amber where lists are missing, and green again when they come', () => {
    const { told, memory } = play([...lists([], 0, 15), arrived(20.2, [home])])
    expect(told).toEqual(['amber list-missing'])
    expect(play(lists([], 16, 21), memory).told).toEqual(['passed'])
  })

  it('is red with a positive test, and green from a low county with a fresh negative one', () => {
    const low: Entry = { ...high, level: 'low', text: '除高中风险区以外区域' }
    const test = (result: string) => ({ test: { at: iso(day(19.5)), result } })
    expect(play([...lists([]), arrived(20.2, [home], test('positive'))]).told).toEqual(['red test-positive'])
    expect(play([...lists([low]), arrived(20.2, [home])]).told).toEqual(['amber low-county'])
    expect(play([...lists([low]), arrived(20.2, [home], test('negative'))]).told).toEqual([])
  })

  it('of long ago ranks behind one of today', () => {
    const scoreAfter = (to: number) => {
      const stays = [
        { ...home, to },
        { adcode: '420583', from: to, to: 20.2 },
      ]
      return play([...lists([high]), arrived(20.2, stays)]).memory?.people[refOf(1).slice(0, 16)]?.verdict.score ?? 0
    }
    expect(scoreAfter(20.2)).toBe(100)
    expect(scoreAfter(17.2)).toBe(37)
  })

  it('is not judged by stays before the look-back, nor at all when the policy has ended', () => {
    const before = [
      { ...home, from: 0, to: 10 },
      { adcode: '420583', from: 10, to: 20.2 },
    ]
    expect(play([...lists([high]), arrived(20.2, before)]).told).toEqual([])
    const ended = withClock(
      epidemicLimits.parse({
        screening: { policies: [{ id: 'ended', from: '2022-01-01T00:00:00+08:00', lookBackDays: 0, lifetimeDays: 0 }] },
      }),
      clock,
    )
    const { told, memory } = play([arrived(20.2, [home])], undefined, ended)
    expect([told, memory]).toEqual([[], undefined])
  })

  it('leaves no personal data in what is published', () => {
    const text = JSON.stringify(
      play([...lists([high]), arrived(20.2, [{ ...home, community: '柳岫街道柳箬小区3号楼' }], { sealed: 'QUJDRA==' })]).findings,
    )
    expect(text).not.toContain(refOf(1))
    expect(text).not.toContain('3号楼')
    expect(text).not.toContain('QUJDRA==')
  })
})

describe('a list', () => {
  it('valid at the stay decides, not the one valid at the arrival', () => {
    const { told } = play([
      ...lists([high], 0, 18),
      ...lists([], 19, 21),
      arrived(20.2, [
        { ...home, to: 17 },
        { adcode: '420583', from: 17, to: 20.2 },
      ]),
    ])
    expect(told).toEqual(['red high-community'])
  })

  it('that comes after the arrival looks back, and says so', () => {
    const { memory, told } = play([...lists([]), arrived(20.2, [home])])
    expect(told).toEqual([])
    const later = play([listed(22, [high])], memory)
    expect(later.told).toEqual(['red high-community'])
    expect(later.findings[0]).toMatchObject({ reason: { text: { en: expect.stringContaining('after the stay') } } })
  })

  it('beyond the look-back after the stay is no longer about it', () => {
    const { memory } = play([...lists([]), arrived(20.2, [home])])
    expect(play([listed(28, [high])], memory).told).toEqual([])
  })

  it('twice raises once', () => {
    const { memory } = play([...lists([high]), arrived(20.2, [home])])
    expect(play([listed(21, [high]), listed(22, [high])], memory).told).toEqual([])
  })

  it('and arrivals in any order give the same verdict', () => {
    const seen: Seen[] = [...lists([high], 12, 21), arrived(20.2, [home])]
    fc.assert(
      fc.property(fc.shuffledSubarray(seen, { minLength: seen.length }), (shuffled) => {
        const person = play(shuffled).memory?.people[refOf(1).slice(0, 16)]
        expect(person?.verdict).toMatchObject({ colour: 'red', rule: 'high-community' })
      }),
      { numRuns: 60 },
    )
  })
})

describe('forgetting', () => {
  it('comes a week after the look-back, for everybody and with nothing left', () => {
    const { memory, timers } = play([...lists([high]), arrived(20.2, [home])])
    expect(timers).toEqual([{ name: 'forget', dueAtMs: day(20.2) + 14 * 86_400_000 }])
    if (!memory) throw new Error('no memory')
    const due = timers[0]?.dueAtMs ?? 0
    const step = onForget(memory, { kind: 'wake', name: 'forget', key, observedAtMs: due })
    expect(step.memory.people).toEqual({})
    expect(step.findings).toMatchObject([{ type: 'clear', outcome: 'passed' }])
    expect(step.timers).toEqual([{ name: 'forget', dueAtMs: undefined }])
    expect(JSON.stringify(step.memory)).not.toContain(refOf(1).slice(0, 12))
  })

  it('does not let somebody in whose time is already over', () => {
    const late = { ...arrived(20.2, [home]), receivedAtMs: day(40) }
    expect(onArrival(undefined, late, limits)).toEqual({ memory: undefined, findings: [] })
  })
})

describe('a memory', () => {
  it('holds a second arrival of the same person with the stays of both', () => {
    const { memory } = play([...lists([]), arrived(20.2, [home]), arrived(21, [{ adcode: '420583', from: 20.2, to: 21 }])])
    const people = Object.values(memory?.people ?? {})
    expect(people).toHaveLength(1)
    expect(people[0]?.stays).toHaveLength(2)
  })

  it('stays under 400 KB however many arrive, and whoever does not fit goes to a person', () => {
    const many = Array.from({ length: 500 }, (_, person) =>
      arrived(
        20.2,
        Array.from({ length: 5 }, (_, at) => ({ ...home, from: 5 + at * 3, to: 8 + at * 3.04 })),
        {},
        person,
      ),
    )
    const long = Array.from({ length: 1_500 }, (_, at) => ({ ...high, text: `柳岫街道柳箬小区${at}号楼` }))
    const { memory, told } = play([...lists([], 0, 20), ...many])
    expect(told).toHaveLength(100)
    expect(new Set(told)).toEqual(new Set(['amber memory-full']))
    const { memory: full } = play([listed(21, long)], memory)
    expect(Buffer.byteLength(JSON.stringify(full))).toBeLessThan(380_000)
  })
})

describe('the keys of a message', () => {
  it('are the prefectures of an arrival, in the bucket of its reference, and all buckets for a list', () => {
    expect(keysOf(arrived(20, [home, { ...home, adcode: '110105' }]).body)).toEqual([
      'authorisation',
      'prefecture:4205:3',
      'prefecture:1101:3',
      'person:300',
    ])
    expect(keysOf(arrived(20, [{ ...home, adcode: undefined }], { origin: {} }).body)).toEqual([
      'authorisation',
      'prefecture:0000:3',
      'person:300',
    ])
    expect(keysOf(listed(20, []).body)).toHaveLength(17)
  })
})
