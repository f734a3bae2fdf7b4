import type { Severity } from '#domain/findings/finding.ts'
import { useLanguage } from './language.tsx'

/** Each severity has a shape of its own, so that colour is never the only sign. */
const shapes: Record<Severity, string> = {
  Extreme: 'M10 1 19 18H1Z',
  Severe: 'M10 1 19 10 10 19 1 10Z',
  Moderate: 'M2 2H18V18H2Z',
  Minor: 'M10 2a8 8 0 1 1 0 16 8 8 0 1 1 0-16Z',
  Unknown: 'M4 9H16V11H4Z',
}

export function SeverityMark({ severity }: { severity: Severity }) {
  const { t } = useLanguage()
  return (
    <svg className={`mark ${severity}`} viewBox="0 0 20 20" role="img" aria-label={t.severity[severity]}>
      <path d={shapes[severity]} />
    </svg>
  )
}
