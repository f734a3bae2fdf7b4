import { S3Client } from '@aws-sdk/client-s3'
import { S3Archive } from '#adapters/aws/archive.ts'
import { backtestHandler } from '#lambdas/middleware/backtest-handler.ts'
import { required } from '#lambdas/services/environment.ts'
import { scenariosOnDemand } from '#lambdas/services/scenarios-on-demand.ts'

export const handler = backtestHandler({
  ...scenariosOnDemand(),
  archive: new S3Archive(new S3Client({}), required('ARCHIVE_BUCKET')),
})
