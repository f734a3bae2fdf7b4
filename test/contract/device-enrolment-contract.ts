import { describe, expect, it } from 'vitest'
import type { Device } from '#domain/observation/device.ts'
import type { DeviceCredentials, DeviceEnrolment } from '#domain/ports.ts'

export type DeviceEnrolmentUnderTest = {
  enrolment: DeviceEnrolment
  /** What the register says of a device from now on; it is written after enrolling and before revoking. */
  register: (device: Device) => void
  /** Whether the broker lets in who has these. */
  connects: (credentials: DeviceCredentials) => Promise<boolean>
}

/** What every enrolment promises: own credentials for each device, which end when they are taken away and do not come back. */
export function deviceEnrolmentContract(name: string, open: () => Promise<DeviceEnrolmentUnderTest>): void {
  const device = (id: string, status: Device['status'] = 'active'): Device => ({
    id,
    name: id,
    kinds: ['probe'],
    site: { lat: 30.2, lon: 150.2 },
    watches: [],
    silenceSeconds: 900,
    status,
  })
  async function opened() {
    const { enrolment, register, connects } = await open()
    const enrolled = async (id: string) => {
      const credentials = await enrolment.enrol(device(id))
      register(device(id))
      return credentials
    }
    const revoked = async (id: string) => {
      register(device(id, 'retired'))
      await enrolment.revoke(id)
    }
    return { enrolment, connects, enrolled, revoked }
  }

  describe(`${name} as the enrolment of devices`, () => {
    it('gives each device credentials of its own, which connect', async () => {
      const { connects, enrolled } = await opened()
      const [one, other] = [await enrolled('d-1'), await enrolled('d-2')]
      expect([one.clientId, other.clientId]).toEqual(['d-1', 'd-2'])
      expect([await connects(one), await connects(other)]).toEqual([true, true])
      expect(await connects({ ...other, clientId: 'd-1', ...(other.type === 'key' && { username: 'd-1' }) })).toBe(false)
    })

    it('shuts out one that is revoked, and no other', async () => {
      const { connects, enrolled, revoked } = await opened()
      const [one, other] = [await enrolled('d-1'), await enrolled('d-2')]
      await revoked('d-1')
      expect([await connects(one), await connects(other)]).toEqual([false, true])
    })

    it('gives other credentials to one that is enrolled again; those of before stay shut out', async () => {
      const { connects, enrolled, revoked } = await opened()
      const before = await enrolled('d-1')
      await revoked('d-1')
      const after = await enrolled('d-1')
      expect([await connects(before), await connects(after)]).toEqual([false, true])
    })

    it('lets one in by the old credentials and the new while it is rotated, and by the new alone afterwards', async () => {
      const { enrolment, connects, enrolled } = await opened()
      const [before, other] = [await enrolled('d-1'), await enrolled('d-2')]
      const after = await enrolment.rotate(device('d-1'))
      expect([await connects(before), await connects(after)]).toEqual([true, true])
      await enrolment.completeRotation('d-1')
      await enrolment.completeRotation('d-1')
      expect([await connects(before), await connects(after), await connects(other)]).toEqual([false, true, true])
    })

    it('ends both sets when one that is rotated is enrolled again, or revoked', async () => {
      const { enrolment, connects, enrolled, revoked } = await opened()
      const sets = [await enrolled('d-1'), await enrolment.rotate(device('d-1'))]
      const replacement = await enrolled('d-1')
      for (const credentials of sets) expect(await connects(credentials)).toBe(false)
      const rotated = await enrolment.rotate(device('d-1'))
      await revoked('d-1')
      for (const credentials of [replacement, rotated]) expect(await connects(credentials)).toBe(false)
    })

    it('is not troubled by revoking twice, or what was never enrolled', async () => {
      const { enrolment, connects, enrolled, revoked } = await opened()
      const one = await enrolled('d-1')
      await revoked('d-1')
      await revoked('d-1')
      await enrolment.revoke('d-9')
      expect(await connects(one)).toBe(false)
    })
  })
}
