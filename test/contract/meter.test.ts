import { powertoolsMeter } from '#adapters/aws/system.ts'
import { Tally } from '#adapters/local/tally.ts'
import { captured } from '#test/contract/captured.ts'
import { meterContract } from '#test/contract/meter-contract.ts'

/** Sums CloudWatch's embedded metrics as it would: under the dimensions that each line names. */
function counterOf(lines: () => string[]) {
  return (name: string, dimensions: Record<string, string> = {}) => {
    const wanted = Object.entries(dimensions)
    return lines()
      .map((line) => JSON.parse(line))
      .filter((line) => {
        const [metrics] = line._aws.CloudWatchMetrics
        const named = metrics.Dimensions[0].filter((one: string) => one !== 'service')
        return (
          named.length === wanted.length && wanted.every(([dimension, value]) => named.includes(dimension) && line[dimension] === value)
        )
      })
      .reduce((sum, line) => sum + (line[name] ?? 0), 0)
  }
}

meterContract('the metrics of a function', () => ({ meter: powertoolsMeter, counted: counterOf(captured()) }))
meterContract('the tally of a laptop', () => {
  const tally = new Tally()
  const keyOf = (name: string, dimensions: object) =>
    [name, ...Object.entries(dimensions).map(([one, value]) => `${one}=${value}`)].join(' ')
  return { meter: tally, counted: (name, dimensions = {}) => tally.snapshot()[keyOf(name, dimensions)] ?? 0 }
})
