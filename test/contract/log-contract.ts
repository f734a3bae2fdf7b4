import { describe, expect, it } from 'vitest'
import type { Log } from '#domain/ports.ts'

export type LogUnderTest = { log: Log; lines: () => string[] }

/** What every log promises: a line of JSON for each fact, and never an error of its own. */
export function logContract(name: string, open: () => LogUnderTest): void {
  describe(`${name} as a log`, () => {
    it.each(['info', 'warn', 'error'] as const)('writes a fact at level %s as one line with its fields', (level) => {
      const { log, lines } = open()
      log[level]('a device is silent', { device: 'd-1', silentSeconds: 0, text: '水\nfire', areas: ['a'] })
      log[level]('nothing more to say')
      const facts = lines().map((line) => JSON.parse(line))
      expect(facts).toMatchObject([
        { message: 'a device is silent', device: 'd-1', silentSeconds: 0, text: '水\nfire', areas: ['a'] },
        { message: 'nothing more to say' },
      ])
      for (const fact of facts) expect(String(fact.level).toLowerCase()).toBe(level)
    })

    it('tells what it can of fields that no JSON can say', () => {
      const { log, lines } = open()
      const circle: Record<string, unknown> = {}
      circle.self = circle
      log.warn('odd fields', { sequence: 2n ** 64n, absent: undefined, cause: new Error('throttled') })
      log.warn('a circle', { circle })
      const facts = lines().map((line) => JSON.parse(line))
      expect(facts).toMatchObject([{ message: 'odd fields', sequence: '18446744073709551616' }, { message: 'a circle' }])
    })
  })
}
