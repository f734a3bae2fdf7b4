import { describe, expect, it } from 'vitest'
import type { Device } from '#domain/observation/device.ts'
import { hygieneOf, type Watched } from '#domain/observation/device-hygiene.ts'

let numbers = 0
function watched(device: Partial<Device> = {}, more: Partial<Watched> = {}): Watched {
  const number = ++numbers
  const site = { lat: 30, lon: 150 + number / 1000 }
  const whole: Device = {
    id: `d-${number}`,
    name: `d-${number}`,
    kinds: ['gas'],
    site,
    watches: ['one'],
    silenceSeconds: 900,
    status: 'active',
    ...device,
  }
  return { device: whole, state: 'heard', faults: [], ...more }
}
const codes = (all: Watched[]) => hygieneOf(all).map(({ code, devices }) => `${code} ${devices.length}`)

describe('the hygiene of the devices', () => {
  it('has nothing to say of a county in order', () => {
    expect(codes([watched(), watched(), watched({ gateway: true, watches: [] })])).toEqual([])
  })

  it('names what is not in order, most urgent first, and leaves retired devices out', () => {
    const site = { lat: 30, lon: 151 }
    const all = [
      watched({}, { state: 'silent' }),
      watched({}, { state: 'never-heard' }),
      watched({}, { faults: ['battery-low', 'stuck'] }),
      watched({ parent: 'nobody' }),
      watched({ watches: [] }),
      watched({ silenceSeconds: 90_000 }),
      watched({ name: 'twin', site }),
      watched({ name: 'twin', site }),
      watched({ name: 'twin', site }, { state: 'retired' }),
    ]
    expect(codes(all)).toEqual([
      'silent 1',
      'never-heard 1',
      'stuck 1',
      'battery-low 1',
      'parent-missing 1',
      'watches-nothing 1',
      'silence-too-long 1',
      'same-name 2',
      'same-place 2',
    ])
  })

  it('begins with the areas of which less is seen than could be, the greatest fall first', () => {
    const fallen = [
      { area: 'forest-1', coveredPct: 80, coveredIfAllWorkedPct: 87, missing: ['d-1', 'd-2'] },
      { area: 'forest-2', coveredPct: 10, coveredIfAllWorkedPct: 90, missing: ['d-2'] },
    ]
    const [line, ...others] = hygieneOf([watched({}, { state: 'silent' })], fallen)
    expect(line).toMatchObject({ code: 'coverage-fell', devices: ['d-1', 'd-2'] })
    expect(line?.areas).toEqual([
      { area: 'forest-2', coveredPct: 10, coveredIfAllWorkedPct: 90 },
      { area: 'forest-1', coveredPct: 80, coveredIfAllWorkedPct: 87 },
    ])
    expect(others.map(({ code }) => code)).toEqual(['silent'])
  })
})
