import { describe, expect, it } from 'vitest'
import type { Device } from '#domain/observation/device.ts'
import { play, type Said } from '#scenarios/elderly-care/player.fixture.ts'

const key = 'gateway:gw-1'
const from = (seconds: number, device: string, kind: string, watches: string[], silenceSeconds: number): Said => {
  const site = { id: device, name: device, kinds: [kind], site: { lat: 30, lon: 150 }, watches, silenceSeconds, status: 'active' as const }
  return [seconds, device, kind, kind === 'motion' ? { room: 'hall', present: false } : {}, { site }]
}
const beat = (seconds: number) => from(seconds, 'gw-1', 'gateway-heartbeat', [], 300)
const speaks = (seconds: number, home: number) => from(seconds, `pir-${home}`, 'motion', [`home-${home}`], 900)
const homes = (count: number, seconds: number) => Array.from({ length: count }, (_, home) => speaks(seconds, home + 1))
const beats = (fromSeconds: number, toSeconds: number) =>
  Array.from({ length: Math.floor((toSeconds - fromSeconds) / 120) + 1 }, (_, index) => beat(fromSeconds + index * 120))

describe('a gateway', () => {
  it('that falls silent is one incident for all its homes, and over with whatever comes through it', () => {
    const silent = play([beat(0), ...homes(5, 10)], { key, untilSeconds: 900 })
    expect(silent.found).toMatchObject([
      { subject: 'gateway:gw-1', level: 'gateway-offline', reason: { inputs: [{ value: 5 }, { value: 5 }] } },
    ])
    expect(play([beat(0), ...homes(5, 10), speaks(1_000, 2)], { key, untilSeconds: 1_000 }).told).toEqual(['gateway-offline', 'recovered'])
  })

  it('that speaks on reports when more than a fifth of its homes fall silent together', () => {
    const some = [...homes(5, 0), ...[500, 1_000].flatMap((at) => [speaks(at, 1), speaks(at, 2), speaks(at, 3)])]
    const { told } = play([...some, ...beats(1_020, 1_400)], { key, untilSeconds: 1_400 })
    expect(told).toEqual(['gateway-offline'])
  })

  it('says nothing when one home of five is silent, or two an hour apart', () => {
    const one = [...homes(5, 0), ...[500, 1_000].flatMap((at) => homes(4, at))]
    expect(play([...one, ...beats(1_020, 1_400)], { key, untilSeconds: 1_400 }).told).toEqual([])
  })

  it('that was taken out of service is missed by nobody, nor is a device of it', () => {
    const out = (seconds: number, device: string, watches: string[] = []): Said => [
      ...(from(seconds, device, 'registration-change', watches, 300).slice(0, 3) as [number, string, string]),
      { now: 'out-of-service' },
      { site: { ...(from(0, device, 'motion', watches, 300)[4]?.site as Device) } },
    ]
    expect(play([beat(0), ...homes(5, 10), out(100, 'gw-1')], { key, untilSeconds: 900 }).told).toEqual([])
    expect(play([beat(0), ...homes(5, 10), out(600, 'gw-1')], { key, untilSeconds: 900 }).told).toEqual(['gateway-offline', 'recovered'])
    const some = [...homes(3, 0), ...[500, 1_000].flatMap((at) => [speaks(at, 1)])]
    const taken = [out(600, 'pir-2', ['home-2']), out(600, 'pir-3', ['home-3'])]
    const story = [...some, ...taken, ...beats(1_020, 1_400)].sort((a, b) => a[0] - b[0])
    expect(play([...some, ...beats(1_020, 1_400)], { key, untilSeconds: 1_400 }).told).toEqual(['gateway-offline'])
    expect(play(story, { key, untilSeconds: 1_400 }).told).toEqual([])
  })

  it('costs a write a minute at most', () => {
    const { memory } = play([beat(0), speaks(1, 1)], { key })
    expect(play([beat(20), speaks(21, 1)], { key, before: memory }).memory).toBe(memory)
  })
})
