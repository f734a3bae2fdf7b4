import type { DynamoDBStreamEvent } from 'aws-lambda'
import { observed } from '#lambdas/middleware/observed.ts'
import { backtestOfTurn } from '#ledger/backtests.ts'
import { type BacktestJobServices, backtestTurn } from '#pipeline/backtest/job.ts'

/** Two thirds of what Lambda gives at most (15 min): an hour of the archive that was begun is finished, then all is put away. */
export const turnBudgetMs = 10 * 60_000

/**
 * A turn of a back-test, started by the row that asks for it in the table's stream. Another turn is another such row: no right to
 * invoke anything, no schedule that runs for nothing, and not a loop that Lambda's recursion guard counts (it follows SQS, SNS and
 * S3, and ends them after 16). A turn that is killed is given out again by the stream.
 */
export function backtestHandler(services: BacktestJobServices, budgetMs = turnBudgetMs) {
  return observed(async ({ Records }: DynamoDBStreamEvent): Promise<void> => {
    for (const { dynamodb } of Records) {
      const startedAtMs = services.clock.now()
      const id = backtestOfTurn({ pk: dynamodb?.Keys?.pk?.S ?? '', sk: dynamodb?.Keys?.sk?.S ?? '' })
      if (id) await backtestTurn(services, id, () => services.clock.now() - startedAtMs >= budgetMs)
    }
  })
}
