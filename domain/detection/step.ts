import type { Step, Timer } from '#domain/detection/detector.ts'
import type { Clear, Raise, Reason } from '#domain/findings/finding.ts'
import type { Text } from '#domain/text.ts'

/** Nothing happened: the very same memory, and nobody is notified. */
export function quiet<Memory>(memory: Memory): Step<Memory> {
  return { memory, findings: [] }
}

/**
 * A step and the one after it, which is given the memory that the first left. What they found, armed, ordered and withheld is
 * joined in this order. (It is not called `then`: a module that exports such a name is taken for a promise by `import()`.)
 */
export function andThen<Memory>(first: Step<Memory>, next: (memory: Memory) => Step<Memory>): Step<Memory> {
  const second = next(first.memory)
  const [timers, commands] = [joined(first.timers, second.timers), joined(first.commands, second.commands)]
  const withheld = joined(first.withheld, second.withheld)
  return {
    memory: second.memory,
    findings: [...first.findings, ...second.findings],
    ...(timers && { timers }),
    ...(commands && { commands }),
    ...(withheld && { withheld }),
  }
}

/** Several parts of one step in their order, each with the memory that the one before left. */
export function inTurn<Memory>(memory: Memory, parts: readonly ((memory: Memory) => Step<Memory>)[]): Step<Memory> {
  return parts.reduce<Step<Memory>>((step, part) => andThen(step, part), quiet(memory))
}

/** A step that also arms or cancels timers. */
export function withTimers<Memory>(step: Step<Memory>, ...timers: Timer[]): Step<Memory> {
  return timers.length === 0 ? step : { ...step, timers: [...(step.timers ?? []), ...timers] }
}

/** What a finding says, with the reason taken apart: which rule, in which words, from which figures. */
export type RaiseWords = Omit<Raise, 'type' | 'reason'> & { rule: string; text: Text; inputs?: Reason['inputs'] }

/** Something that needs a person. */
export function raiseOf({ rule, text, inputs = [], ...rest }: RaiseWords): Raise {
  return { type: 'raise', ...rest, reason: { rule, text, inputs } }
}

/** The condition of a subject has ended by itself. */
export function clearOf(subject: string, outcome: Clear['outcome'], text: Text, observedAtMs: number): Clear {
  return { type: 'clear', subject, outcome, text, observedAtMs }
}

/** Absent lists stay absent, so that a step of two quiet ones is quiet. */
function joined<Item>(before: readonly Item[] | undefined, after: readonly Item[] | undefined): Item[] | undefined {
  return before || after ? [...(before ?? []), ...(after ?? [])] : undefined
}
