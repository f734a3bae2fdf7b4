import { describe, expect, it } from 'vitest'
import type { Step } from '#domain/detection/detector.ts'
import { andThen, clearOf, inTurn, quiet, raiseOf, withTimers } from '#domain/detection/step.ts'

const clear = (subject: string) => clearOf(subject, 'passed', { zh: subject, en: subject }, 1)
const add =
  (by: number) =>
  (memory: number): Step<number> => ({ memory: memory + by, findings: [clear(`${memory}`)], timers: [{ name: `t${by}`, dueAtMs: by }] })

describe('steps in turn', () => {
  it('each have the memory that the one before left, and all that was found, in order', () => {
    expect(inTurn(1, [add(2), quiet, add(4)])).toEqual({
      memory: 7,
      findings: [clear('1'), clear('3')],
      timers: [
        { name: 't2', dueAtMs: 2 },
        { name: 't4', dueAtMs: 4 },
      ],
    })
  })

  it('of which none does anything are quiet: the very same memory and no empty lists', () => {
    const memory = { a: 1 }
    const step = inTurn(memory, [quiet, quiet])
    expect(step.memory).toBe(memory)
    expect(step).toEqual({ memory, findings: [] })
    expect(andThen(quiet(memory), quiet)).toEqual(quiet(memory))
    expect(withTimers(quiet(memory))).toEqual(quiet(memory))
  })
})

describe('a finding', () => {
  it('has its reason put together', () => {
    const words = {
      subject: 'device:a',
      level: 'alarm',
      severity: 'Severe',
      urgency: 'Immediate',
      certainty: 'Observed',
      title: { zh: '报警', en: 'alarm' },
      observedAtMs: 5,
      sources: ['a'],
    } as const
    const text = { zh: '超限', en: 'above' }
    expect(raiseOf({ ...words, sources: ['a'], rule: 'above', text })).toEqual({
      type: 'raise',
      ...words,
      reason: { rule: 'above', text, inputs: [] },
    })
  })
})
