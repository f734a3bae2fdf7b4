import { describe, expect, it } from 'vitest'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { DeviceCommands } from '#domain/ports.ts'
import type { Published } from '#test/contract/push-contract.ts'

export type DeviceCommandsUnderTest = {
  /** Orders in the county `template` to its device `d-1`. */
  commands: DeviceCommands
  /** What the broker hands on to the device, so many messages. */
  handedOn: (count: number) => Promise<Published[]>
}

/** What the way back to devices promises: each order on the device's own topic, at least once, and never kept for later. */
export function deviceCommandsContract(name: string, open: () => Promise<DeviceCommandsUnderTest>): void {
  const order = (id: string): DeviceCommand => ({
    id,
    device: 'd-1',
    name: 'announce',
    parameters: { text: '请上岸', volume: 0, loop: false },
    notAfterMs: Date.UTC(2026, 10, 23),
  })

  describe(`${name} as the way to devices`, () => {
    it('hands on each order whole on the device’s own topic, at QoS 1, not retained', async () => {
      const { commands, handedOn } = await open()
      await commands.command(order('c-1'))
      await commands.command(order('c-2'))
      const published = (id: string) => ({ topic: 'cs/template/command/d-1/down', payload: order(id), qos: 1, retain: false })
      expect(await handedOn(2)).toEqual([published('c-1'), published('c-2')])
    })
  })
}
