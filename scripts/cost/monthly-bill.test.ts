import { describe, expect, it } from 'vitest'
import { crossoverMessages, type Load, monthlyBill, shapeOfToday, totalOf } from '#scripts/cost/monthly-bill.ts'
import { usEast1 } from '#scripts/cost/prices.ts'

const nothing: Load = {
  ...{ devices: 0, cameras: 0, cameraMessagesPerSecond: 1, idleReadUnitsPerDay: 0 },
  ...{ deviceUnits: { write: 2, read: 1 }, cameraUnits: { write: 2, read: 1 } },
}
const amount = (load: Partial<Load>, item: string) =>
  monthlyBill({ ...nothing, ...load }, shapeOfToday, usEast1).find((line) => line.item === item)?.amount

describe('the bill of a month', () => {
  it('is the stream, the alarms and the officers while nobody speaks', () => {
    expect(amount({}, 'Kinesis, on demand')).toBeCloseTo(29.2)
    expect(amount({}, 'DynamoDB')).toBe(0)
    expect(totalOf(monthlyBill(nothing, shapeOfToday, usEast1))).toBeLessThan(32)
  })

  it('pays the ledger by what was measured, and what looks in vain by the clock', () => {
    // 43,800 messages a month × (2 × 0.625 + 1 × 0.125) dollars a million.
    expect(amount({ devices: 1 }, 'DynamoDB')).toBeCloseTo((43_800 * 1.375) / 1e6)
    expect(amount({ idleReadUnitsPerDay: 1e6 }, 'DynamoDB')).toBeCloseTo((730 / 24) * 0.125)
  })

  it('pays each reader for the whole stream, and messages in whole kilobytes', () => {
    const gb = (43_800_000 * 700) / 1_073_741_824
    expect(amount({ devices: 1_000 }, 'Kinesis, readers')).toBeCloseTo(gb * 9 * 0.05)
    expect(amount({ devices: 1_000 }, 'Kinesis, on demand')).toBeCloseTo(29.2 + ((43_800_000 * 1_024) / 1_073_741_824) * 0.08)
  })

  it('is dearer on demand only from the crossover on', () => {
    const messages = crossoverMessages(shapeOfToday, usEast1)
    const onDemand = (count: number) => 29.2 + count * ((1_024 / 1_073_741_824) * 0.08 + (700 / 1_073_741_824) * 9 * 0.05)
    const lanes = (count: number) => 9 * 730 * 0.03 + count * (0.014 / 1e6 + (700 / 1_073_741_824) * 0.013)
    expect(onDemand(messages)).toBeCloseTo(lanes(messages))
    expect(onDemand(messages * 0.9)).toBeLessThan(lanes(messages * 0.9))
  })
})
