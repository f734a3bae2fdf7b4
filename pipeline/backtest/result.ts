import type * as z from 'zod'
import type { simulationResultSchema } from '#domain/api/quality.ts'
import type { Incident } from '#domain/incident/incident.ts'
import { formatTime } from '#domain/observation/message-time.ts'
import { bySeverity, type Comparison } from '#pipeline/backtest/compare.ts'

const examples = 10

/** A comparison as people see it: counts, and some examples. Times in the county's offset. */
export function resultOf(
  { added, removed, kept, changed }: Comparison,
  { messages, lacksBeforeMs }: { messages: number; lacksBeforeMs?: number | undefined },
  offsetMinutes: number,
): z.infer<typeof simulationResultSchema> {
  const shown = (incidents: readonly Incident[]) =>
    incidents.slice(0, examples).map(({ subject, level, severity, title, episodeStartedAtMs }) => {
      return { subject, level, severity, title, at: formatTime(episodeStartedAtMs, offsetMinutes) }
    })
  return {
    messages,
    ...(lacksBeforeMs !== undefined && { lacksBefore: formatTime(lacksBeforeMs, offsetMinutes) }),
    added: added.length,
    removed: removed.length,
    kept,
    changed: changed.length,
    addedBySeverity: bySeverity(added),
    removedBySeverity: bySeverity(removed),
    examples: { added: shown(added), removed: shown(removed) },
  }
}
