import { describe, expect, it } from 'vitest'
import type { Device } from '#domain/observation/device.ts'
import type { Observation } from '#domain/observation/observation.ts'
import { type RegistrationChange, registrationObservation } from '#domain/observation/registration.ts'
import { anything } from '#scenarios/device-health/anything.fixture.ts'
import { deviceHealth } from '#scenarios/device-health/scenario.ts'
import { observe } from '#test/fixtures/observe.ts'
import { ScenarioPlayer } from '#test/fixtures/scenario-player.ts'

const limits = deviceHealth.limits.parse({})
const start = Date.UTC(2026, 10, 23, 3)
const at = (second: number) => start + second * 1000
const device = (id: string, more: Partial<Device> = {}): Device => ({
  id,
  name: id,
  kinds: ['anything'],
  site: { lat: 30.2, lon: 150.2 },
  watches: [],
  silenceSeconds: 600,
  status: 'active',
  ...more,
})

/** One memory through messages, changes of the register and its timers as they come due; what is found, by the second it is about. */
function life(key: string) {
  const player = new ScenarioPlayer(deviceHealth, limits, key)
  return {
    found: () =>
      player.findings.map(
        (one) => `${Math.round((one.observedAtMs - start) / 1000)} ${one.subject} ${one.type === 'raise' ? one.level : one.outcome}`,
      ),
    says: (site: Device, second: number, extra: Partial<Observation> = {}) =>
      player.see({ ...observe(anything, {}, { atMs: at(second), key }), device: site.id, site, ...extra }),
    register: (site: Device, now: RegistrationChange['now'], second: number) =>
      player.see(registrationObservation(site, now, second, at(second))),
    until: (second: number) => player.ring(at(second)),
  }
}

describe('a device that is taken out of service', () => {
  const camera = device('cam')

  it('is not missed, and what was reported of it is over', () => {
    const { says, register, until, found } = life('device:cam')
    says(camera, 0, { batteryPct: 5 })
    until(700)
    expect(found()).toEqual(['0 battery:cam battery-low', '648 device:cam silent'])
    register(camera, 'out-of-service', 710)
    until(90_000)
    expect(found().slice(2)).toEqual(['710 device:cam recovered', '710 battery:cam recovered'])
  })

  it('is not missed when a last message was still under way', () => {
    const { says, register, until, found } = life('device:cam')
    says(camera, 0)
    register(camera, 'out-of-service', 300)
    says(camera, 305)
    until(90_000)
    expect(found()).toEqual([])
  })

  it('is awaited anew when it is registered again', () => {
    const { says, register, until, found } = life('device:cam')
    says(camera, 0)
    register(camera, 'out-of-service', 300)
    until(5_000)
    register(device('cam', { silenceSeconds: 300 }), 'in-service', 5_000)
    until(6_000)
    expect(found()).toEqual(['5324 device:cam silent'])
  })
})

describe('a device that was corrected in the register', () => {
  it('is judged by its new reporting interval from its last word on', () => {
    const { says, register, until, found } = life('device:cam')
    says(device('cam', { silenceSeconds: 86_400 }), 0)
    register(device('cam', { name: 'cam at the weir', silenceSeconds: 600 }), 'in-service', 60)
    until(2_000)
    expect(found()).toEqual(['648 device:cam silent'])
  })
})

describe('a device that was corrected while it was silent', () => {
  it('is no longer silent where its silence is permitted now, and is reported when it is over', () => {
    const { says, register, until, found } = life('device:cam')
    says(device('cam'), 0)
    until(700)
    register(device('cam', { silenceSeconds: 1_200 }), 'in-service', 700)
    until(3_000)
    expect(found()).toEqual(['648 device:cam silent', '700 device:cam recovered', '1255 device:cam silent'])
  })

  it('is judged anew in its gateway group, by its new reporting interval and from its last word on', () => {
    const { says, register, until, found } = life('gateway:gw')
    const [slow, quick] = [device('slow', { parent: 'gw' }), device('quick', { parent: 'gw', silenceSeconds: 6_000 })]
    const everybody = (second: number, ...who: string[]) => {
      until(second)
      for (const id of ['gw', 'a', 'b', 'c', ...who]) says(device(id, id === 'gw' ? { gateway: true } : { parent: 'gw' }), second)
    }
    everybody(0, 'slow')
    says(quick, 0)
    register({ ...slow, silenceSeconds: 6_000 }, 'in-service', 60)
    register({ ...quick, silenceSeconds: 300 }, 'in-service', 60)
    for (let second = 100; second <= 1_500; second += 100) everybody(second)
    expect(found()).toEqual(['324 device:quick silent'])
  })
})

describe('a gateway group of which somebody goes', () => {
  const gateway = device('gw', { gateway: true, silenceSeconds: 300 })
  const children = ['a', 'b', 'c', 'd'].map((id) => device(id, { parent: 'gw' }))

  it('does not miss the one that went', () => {
    const { says, register, until, found } = life('gateway:gw')
    for (const one of [gateway, ...children]) says(one, 0)
    register(children[0] as Device, 'out-of-service', 10)
    for (let second = 200; second <= 1_600; second += 200) {
      until(second)
      for (const one of [gateway, ...children.slice(1)]) says(one, second)
    }
    expect(found()).toEqual([])
  })

  it('counts it no longer among those that are silent together', () => {
    const { says, register, until, found } = life('gateway:gw')
    for (const one of [gateway, ...children]) says(one, 0)
    for (let second = 200; second <= 800; second += 200) {
      until(second)
      for (const one of [gateway, ...children.slice(3)]) says(one, second)
    }
    expect(found()).toEqual(['648 gateway:gw devices-silent'])
    register(children[0] as Device, 'out-of-service', 810)
    expect(found().slice(1)).toEqual(['810 gateway:gw recovered'])
  })

  it('has no outage any more when nobody is left', () => {
    const { says, register, until, found } = life('gateway:gw')
    for (const one of children) says(one, 0)
    until(700)
    expect(found()).toEqual(['648 gateway:gw gateway-silent'])
    for (const [index, one] of children.entries()) register(one, 'out-of-service', 710 + index)
    until(9_000)
    expect(found().slice(1)).toEqual(['713 gateway:gw recovered'])
  })

  it('is never reported as a dead gateway after the gateway went', () => {
    const { says, register, until, found } = life('gateway:gw')
    for (const one of [gateway, ...children]) says(one, 0)
    register(gateway, 'out-of-service', 10)
    until(9_000)
    expect(found()).toEqual(['a', 'b', 'c', 'd'].map((id) => `648 device:${id} silent`))
  })

  it('tells nothing more of a gateway that went, and its devices are each their own affair', () => {
    const { says, register, until, found } = life('gateway:gw')
    for (const one of [gateway, ...children]) says(one, 0)
    until(700)
    expect(found()).toEqual(['324 gateway:gw gateway-silent'])
    register(gateway, 'out-of-service', 700)
    for (const one of children.slice(0, 3)) says(one, 710)
    for (let second = 900; second <= 1_500; second += 200) for (const one of children.slice(0, 3)) says(one, second)
    until(1_500)
    expect(found().slice(1)).toEqual(['700 gateway:gw recovered', '1348 device:d silent'])
  })
})
