import { expect, it } from 'vitest'
import { deviceSchema } from '#domain/observation/device.ts'
import { maySpeakFor } from '#domain/observation/speaker.ts'

const child = deviceSchema.parse({ id: 'sensor-1', name: 'sensor', kinds: ['weather'], site: { lat: 30, lon: 110 }, parent: 'gateway-1' })

it.each([
  ['the device itself', 'sensor-1', 'key/sensor-1', true],
  ['the gateway that the register gives it', 'gateway-1', 'a certificate', true],
  ['a gateway that is not its own', 'gateway-2', 'a certificate', false],
  ['another device', 'sensor-2', 'key/sensor-2', false],
  ['a person through the API', 'wang-min', 'wang-min', true],
])('%s: %s as %s may speak for a device: %s', (_who, clientId, principal, may) => {
  expect(maySpeakFor(child, { clientId, principal })).toBe(may)
})
