import { useMutation } from '@tanstack/react-query'
import type { ScenarioLimits } from '#domain/api/limits.ts'
import { limitsWords } from '../../locales/limits.ts'
import { type Api, ApiProblem } from '../../shared/api.ts'
import { useWords } from '../../shared/language.tsx'
import { DecisionDialog } from './decision-dialog.tsx'

type Props = { api: Api; limits: ScenarioLimits; to: number; onCancel: () => void; onDone: (after: ScenarioLimits) => void }

/** The way back to an earlier version, 0 for the county's file: a new version with its content. */
export function RollBackDialog({ api, limits, to, onCancel, onDone }: Props) {
  const words = useWords(limitsWords)
  const rollBack = useMutation({
    mutationFn: (reason: string) =>
      api.post<ScenarioLimits>(`/v1/scenarios/${limits.scenario}/limits/rollback`, { to, reason }, { 'if-match': `"${limits.newest}"` }),
    onSuccess: onDone,
  })
  return (
    <DecisionDialog
      title={to === 0 ? words.rollBackFile : `${words.rollBack} #${to}`}
      isReady={!rollBack.isPending}
      problem={
        rollBack.error && (
          <p role="alert" className="bad">
            {detailOf(rollBack.error)}
          </p>
        )
      }
      onDecide={rollBack.mutate}
      onCancel={onCancel}
    />
  )
}

function detailOf(error: Error): string {
  return error instanceof ApiProblem ? (error.problem.detail ?? error.message) : error.message
}
