import { systemClock } from '#adapters/aws/system.ts'
import { CountyClock } from '#adapters/local/county-clock.ts'
import { clockContract } from '#test/contract/clock-contract.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

const real = { pass: async () => undefined, toleranceMs: 2 }

clockContract('the clock of a function', () => ({ clock: systemClock, ...real }))
clockContract('the clock of a laptop', () => ({ clock: new CountyClock(), ...real }))
clockContract('the clock of a laptop, sixty times as fast', () => ({ clock: new CountyClock({ speed: 60 }), ...real, toleranceMs: 120 }))
clockContract('the clock of the simulation', () => {
  const clock = new VirtualClock(Date.UTC(2026, 10, 23))
  return { clock, pass: (ms) => clock.advance(ms), toleranceMs: 1 }
})
