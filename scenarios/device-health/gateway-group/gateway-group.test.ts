import { describe, expect, it } from 'vitest'
import type { Finding } from '#domain/findings/finding.ts'
import type { Observation } from '#domain/observation/observation.ts'
import { anything } from '#scenarios/device-health/anything.fixture.ts'
import { onGroupMessage, onGroupTimer } from '#scenarios/device-health/gateway-group/gateway-group.ts'
import type { GatewayGroupMemory } from '#scenarios/device-health/memory.ts'
import { deviceHealthLimits } from '#scenarios/device-health/schema.ts'
import { observe } from '#test/fixtures/observe.ts'

const limits = deviceHealthLimits.parse({})
const start = Date.UTC(2026, 10, 23, 3)
const key = 'gateway:gw'
const children = Array.from({ length: 12 }, (_, index) => `d-${index}`)

type Who = { id: string; everySeconds: number; silenceSeconds: number; kind?: string; silent?: [fromSeconds: number, untilSeconds: number] }

/** Everybody reports at their interval but while they are silent; timers fire when they are due. */
function lived(everybody: Who[], untilSeconds: number): { told: string[]; writes: number; messages: number } {
  let memory: GatewayGroupMemory | undefined
  let dueAtMs: number | undefined
  let [writes, messages] = [0, 0]
  const told: string[] = []
  const note = (atMs: number, findings: Finding[]) =>
    told.push(
      ...findings.map((one) => `${Math.round((atMs - start) / 1000)} ${one.subject} ${one.type === 'raise' ? one.level : one.outcome}`),
    )
  const apply = (atMs: number, step: ReturnType<typeof onGroupTimer>) => {
    if (step.memory !== memory) writes++
    memory = step.memory
    note(atMs, step.findings)
    for (const timer of step.timers ?? []) dueAtMs = timer.dueAtMs
  }
  for (let second = 0; second <= untilSeconds; second++) {
    const atMs = start + second * 1000
    while (dueAtMs !== undefined && dueAtMs <= atMs) {
      const due = dueAtMs
      dueAtMs = undefined
      apply(due, onGroupTimer(memory, { kind: 'wake', name: 'silence', key, observedAtMs: due }))
    }
    everybody.forEach(({ id, everySeconds, silenceSeconds, silent, kind = 'anything' }, index) => {
      if ((second + index * 7) % everySeconds !== 0 || (silent && second >= silent[0] && second < silent[1])) return
      const seen = observe(anything, {}, { atMs, id, key }) as unknown as Observation
      messages++
      apply(atMs, onGroupMessage(memory, { ...seen, kind, site: { ...seen.site, name: id, silenceSeconds } }, limits))
    })
  }
  return { told, writes, messages }
}

const gateway = (silent?: Who['silent'], more: Partial<Who> = {}): Who => ({
  id: 'gw',
  everySeconds: 60,
  silenceSeconds: 300,
  ...more,
  ...(silent && { silent }),
})
const devices = (silent?: Who['silent']) =>
  children.map((id): Who => ({ id, everySeconds: 200, silenceSeconds: 600, ...(silent && { silent }) }))

describe('a gateway and the devices behind it', () => {
  it('are one incident when the gateway dies, within its deadline and 10 %, and one recovery', () => {
    const { told } = lived([gateway([3_600, 7_200]), ...devices([3_600, 7_200])], 9_000)
    expect(told).toHaveLength(2)
    const [seconds, subject, level] = (told[0] as string).split(' ')
    expect([subject, level]).toEqual(['gateway:gw', 'gateway-silent'])
    expect(Number(seconds)).toBeLessThanOrEqual(3_600 + 330)
    expect(told[1]).toMatch(/ gateway:gw recovered$/)
  })

  it('are one incident also when the gateway never speaks itself', () => {
    expect(lived(devices([3_600, 7_200]), 9_000).told.map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'gateway:gw gateway-silent',
      'gateway:gw recovered',
    ])
  })

  it('are one incident when the gateway may be silent much longer than its devices', () => {
    const slow = gateway([3_600, 9_000], { everySeconds: 1_200, silenceSeconds: 3_600 })
    const levels = lived([slow, ...devices([3_600, 9_000])], 12_000).told.map((line) => line.split(' ').slice(1).join(' '))
    expect(new Set(levels.map((line) => line.split(' ')[0]))).toEqual(new Set(['gateway:gw']))
    expect(levels.at(-1)).toBe('gateway:gw recovered')
  })

  it('are each their own affair while the others speak', () => {
    const [first, ...others] = devices()
    const told = lived([gateway(), { ...(first as Who), silent: [3_600, 7_200] }, ...others], 9_000).told
    expect(told.map((line) => line.split(' ').slice(1).join(' '))).toEqual(['device:d-0 silent', 'device:d-0 recovered'])
  })

  it('leave nobody behind: who stays silent when the gateway is back is reported by itself', () => {
    const [first, ...others] = devices([3_600, 7_200])
    const told = lived([gateway([3_600, 7_200]), { ...(first as Who), silent: [3_600, 20_000] }, ...others], 10_000).told
    expect(told.map((line) => line.split(' ').slice(1).join(' '))).toEqual([
      'gateway:gw gateway-silent',
      'gateway:gw recovered',
      'device:d-0 silent',
    ])
    expect(Number(told[2]?.split(' ')[0])).toBeLessThanOrEqual(7_200 + 60 + 660)
  })

  it('are not reported here of a gateway whose own scenario reports it, but stay silent with it', () => {
    const home = gateway([3_600, 7_200], { kind: 'gateway-heartbeat' })
    expect(lived([home, ...devices([3_600, 7_200])], 9_000).told).toEqual([])
  })

  it('cost few writes while all is well', () => {
    const talkative = devices().map((one) => ({ ...one, everySeconds: 10 }))
    const { told, writes, messages } = lived([gateway(), ...talkative], 7_200)
    expect(told).toEqual([])
    expect(writes / messages).toBeLessThan(0.12)
  })
})
