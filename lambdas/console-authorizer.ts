import type { Context } from 'aws-lambda'
import { logger, metrics } from '#adapters/aws/system.ts'
import { authorizeConsole, type ConnectRequest } from '#api/authorize-console.ts'
import { observed } from '#lambdas/middleware/observed.ts'
import { awsServices } from '#lambdas/services.ts'

const { identity, county } = awsServices()

export const handler = observed(
  async (event: ConnectRequest, { invokedFunctionArn }: Context) => {
    const [, partition = '', , region = '', account = ''] = invokedFunctionArn.split(':')
    return authorizeConsole(identity, { partition, region, account, county: county.id }, event)
  },
  { logger, metrics },
)
