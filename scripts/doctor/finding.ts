/** What one look found. `broken` stops a deployment; `doubtful` is said and lets it go on. */
export type DoctorFinding = {
  what: string
  state: 'well' | 'doubtful' | 'broken' | 'not-asked'
  /** What was seen. */
  seen: string
  /** What to do; nothing where all is well. */
  remedy?: string
}

export type Look = { what: string; look: () => Promise<Omit<DoctorFinding, 'what'>> }

export const well = (seen: string) => ({ state: 'well', seen }) as const
export const doubtful = (seen: string, remedy: string) => ({ state: 'doubtful', seen, remedy }) as const
export const broken = (seen: string, remedy: string) => ({ state: 'broken', seen, remedy }) as const
export const notAsked = (seen: string) => ({ state: 'not-asked', seen }) as const

/** Looks at one thing after the other; what throws is broken, with the words of the error. */
export async function examine(looks: readonly Look[], tell: (finding: DoctorFinding) => void): Promise<DoctorFinding[]> {
  const findings: DoctorFinding[] = []
  for (const { what, look } of looks) {
    const found = await look().catch((error) => broken(oneLine(error), 'see the message; the command can be repeated'))
    findings.push({ what, ...found })
    tell({ what, ...found })
  }
  return findings
}

/** The words of an error without its stack or what follows the first line. */
export function oneLine(error: unknown): string {
  const text = error instanceof Error ? `${error.name === 'Error' ? '' : `${error.name}: `}${error.message}` : String(error)
  return (text.split('\n')[0] ?? '').slice(0, 300)
}
