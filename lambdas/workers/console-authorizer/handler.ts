import type { Context } from 'aws-lambda'
import { awsServices } from '#adapters/aws/services.ts'
import { logger, metrics } from '#adapters/aws/system.ts'
import { observed } from '#lambdas/middleware/observed.ts'
import { authorizeConsole, type ConnectRequest } from '#lambdas/workers/console-authorizer/authorize-console.ts'

const { identity, county } = awsServices()

export const handler = observed(
  async (event: ConnectRequest, { invokedFunctionArn }: Context) => {
    const [, partition = '', , region = '', account = ''] = invokedFunctionArn.split(':')
    return authorizeConsole(identity, { partition, region, account, county: county.id }, event)
  },
  { logger, metrics },
)
