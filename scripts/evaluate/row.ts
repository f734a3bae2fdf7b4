/** One line of an evaluation: what was judged by whose truth, what came out, what it has to reach. */
export type EvaluationRow = { subject: string; measure: string; value: number; bar: number; reached: boolean; cases: number; note?: string }

/** Reached when the value is at least the bar. */
export function atLeast(subject: string, measure: string, value: number, bar: number, cases: number, note?: string): EvaluationRow {
  return { subject, measure, value, bar, reached: value >= bar, cases, ...(note && { note }) }
}

/** Reached when the value is exactly the bar. */
export function exactly(subject: string, measure: string, value: number, bar: number, cases: number, note?: string): EvaluationRow {
  return { subject, measure, value, bar, reached: value === bar, cases, ...(note && { note }) }
}
