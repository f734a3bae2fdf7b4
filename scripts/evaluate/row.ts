/** One line of an evaluation: what was judged by whose truth, what came out, what it has to reach. */
export type EvaluationRow = {
  subject: string
  measure: string
  value: number
  bar: number
  reached: boolean
  cases: number
  /** What a detector without any thought would reach on the same cases, e.g. `always .756`. */
  baselines?: string
  note?: string
}

type Remarks = { baselines?: string; note?: string }

/** Reached when the value is at least the bar. */
export function atLeast(subject: string, measure: string, value: number, bar: number, cases: number, remarks: Remarks = {}): EvaluationRow {
  return { subject, measure, value, bar, reached: value >= bar, cases, ...remarks }
}

/** Reached when the value is not above the bar. */
export function atMost(subject: string, measure: string, value: number, bar: number, cases: number, remarks: Remarks = {}): EvaluationRow {
  return { subject, measure, value, bar, reached: value <= bar, cases, ...remarks }
}

/** Reached when the value is exactly the bar. */
export function exactly(subject: string, measure: string, value: number, bar: number, cases: number, remarks: Remarks = {}): EvaluationRow {
  return { subject, measure, value, bar, reached: value === bar, cases, ...remarks }
}
