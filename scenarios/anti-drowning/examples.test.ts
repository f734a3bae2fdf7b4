import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { withClock } from '#domain/county/clock.ts'
import { antiDrowning } from '#scenarios/anti-drowning/scenario.ts'
import { antiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'
import { clock } from '#test/fixtures/clock.ts'
import { observe } from '#test/fixtures/observe.ts'
import { ScenarioPlayer } from '#test/fixtures/scenario-player.ts'

/** What the messages alone make known, and what the timers add when nothing more is heard. */
type Example = {
  key: string
  limits: Record<string, unknown>
  messages: { device: string; kind: string; message: Record<string, unknown> & { ts: string } }[]
  expect: string[]
  afterSeconds?: number
  expectAfter?: string[]
}

const folder = join(import.meta.dirname, 'examples')
const kinds = antiDrowning.kinds === 'all' ? [] : antiDrowning.kinds

describe('the examples of anti-drowning, with their timers', () => {
  it.each(readdirSync(folder))('%s', (file) => {
    const example = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Example
    const player = new ScenarioPlayer(antiDrowning, withClock(antiDrowningLimits.parse(example.limits), clock), example.key)
    for (const { device, kind: name, message } of example.messages) {
      const kind = kinds.find((one) => one.name === name)
      if (!kind) throw new Error(`${file}: no kind ${name}`)
      player.see(observe(kind, message, { id: device, key: example.key, atMs: Date.parse(message.ts) }))
    }
    expect(player.words()).toEqual(example.expect)
    player.ring(Date.parse(example.messages.at(-1)?.message.ts ?? '') + (example.afterSeconds ?? 0) * 1000)
    expect(player.words()).toEqual([...example.expect, ...(example.expectAfter ?? [])])
  })
})
