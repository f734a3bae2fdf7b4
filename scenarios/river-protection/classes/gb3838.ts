/** A river, or standing water: lakes and reservoirs. */
export type Water = 'river' | 'lake'

/** Classes Ⅰ to Ⅴ, and 6 for what is beyond Ⅴ (劣Ⅴ). */
/** Best first. */
export const grades = [1, 2, 3, 4, 5, 6] as const
export type Grade = (typeof grades)[number]
export const beyondFifth: Grade = 6
export const gradeNames: Record<Grade, string> = { 1: 'Ⅰ', 2: 'Ⅱ', 3: 'Ⅲ', 4: 'Ⅳ', 5: 'Ⅴ', 6: '劣Ⅴ' }

/** The limit of classes Ⅰ to Ⅴ in turn. */
type FiveLimits = readonly [number, number, number, number, number]

/** One line of the standard: `atMost` is worse upward, `atLeast` is worse downward, `within` is the same range for every class. */
export type ItemStandard =
  | { sense: 'atMost' | 'atLeast'; limits: FiveLimits; lakeLimits?: FiveLimits; lakesOnly?: true }
  | { sense: 'within'; range: readonly [low: number, high: number] }

/**
 * GB 3838-2002 table 1, the 23 items that have a number in every class (water temperature has none). mg/L; pH without a unit;
 * faecal coliforms per litre. A value on a limit still meets it.
 */
export const standards = {
  pH: { sense: 'within', range: [6, 9] },
  DO: { sense: 'atLeast', limits: [7.5, 6, 5, 3, 2] },
  CODMn: atMost(2, 4, 6, 10, 15),
  COD: atMost(15, 15, 20, 30, 40),
  BOD5: atMost(3, 3, 4, 6, 10),
  NH3N: atMost(0.15, 0.5, 1, 1.5, 2),
  TP: { sense: 'atMost', limits: [0.02, 0.1, 0.2, 0.3, 0.4], lakeLimits: [0.01, 0.025, 0.05, 0.1, 0.2] },
  TN: { sense: 'atMost', limits: [0.2, 0.5, 1, 1.5, 2], lakesOnly: true },
  Cu: atMost(0.01, 1, 1, 1, 1),
  Zn: atMost(0.05, 1, 1, 2, 2),
  F: atMost(1, 1, 1, 1.5, 1.5),
  Se: atMost(0.01, 0.01, 0.01, 0.02, 0.02),
  As: atMost(0.05, 0.05, 0.05, 0.1, 0.1),
  Hg: atMost(0.00005, 0.00005, 0.0001, 0.001, 0.001),
  Cd: atMost(0.001, 0.005, 0.005, 0.005, 0.01),
  Cr6: atMost(0.01, 0.05, 0.05, 0.05, 0.1),
  Pb: atMost(0.01, 0.01, 0.05, 0.05, 0.1),
  CN: atMost(0.005, 0.05, 0.2, 0.2, 0.2),
  phenols: atMost(0.002, 0.002, 0.005, 0.01, 0.1),
  oil: atMost(0.05, 0.05, 0.05, 0.5, 1),
  LAS: atMost(0.2, 0.2, 0.2, 0.3, 0.3),
  sulfide: atMost(0.05, 0.1, 0.2, 0.5, 1),
  faecalColiforms: atMost(200, 2_000, 10_000, 20_000, 40_000),
} as const satisfies Record<string, ItemStandard>

export type StandardItem = keyof typeof standards

export function isStandardItem(code: string): code is StandardItem {
  return Object.hasOwn(standards, code)
}

function atMost(...limits: FiveLimits): { sense: 'atMost'; limits: FiveLimits } {
  return { sense: 'atMost', limits }
}
