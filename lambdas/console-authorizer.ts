import type { Context } from 'aws-lambda'
import { systemClock } from '#adapters/aws/system.ts'
import { authorizeConsole, type ConnectRequest } from '#api/authorize-console.ts'
import { observed } from '#lambdas/middleware/observed.ts'
import { bundledCounty } from '#lambdas/services/county.ts'
import { identityOf } from '#lambdas/services/identity.ts'

const { county } = bundledCounty([])
const identity = identityOf(county)

export const handler = observed(async (event: ConnectRequest, { invokedFunctionArn }: Context) => {
  const [, partition = '', , region = '', account = ''] = invokedFunctionArn.split(':')
  return authorizeConsole(identity, systemClock, { partition, region, account, county: county.id }, event)
})
