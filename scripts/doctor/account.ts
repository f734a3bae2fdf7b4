import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { DescribeEndpointCommand, IoTClient, ListTopicRulesCommand } from '@aws-sdk/client-iot'
import { DescribeLimitsCommand, KinesisClient } from '@aws-sdk/client-kinesis'
import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts'
import type { Preset } from '#lib/preset.ts'
import { broken, doubtful, type Look, notAsked, oneLine, well } from './finding.ts'

/** The oldest bootstrap whose roles and bucket the pinned CDK works with (CDK developer guide, bootstrap template versions). */
const oldestBootstrap = 6
/** Rules of an account and region (AWS IoT Core quotas). */
const topicRulesOfAccount = 1_000
/** Shards that a fresh on-demand stream has (Kinesis developer guide). */
const shards = 4

/** What the account and the region say: who we are, whether CDK was bootstrapped, and the quotas that a county can meet. */
export function looksAtAccount(preset: Preset, region: string | undefined, needs: { readers: number; rules: number }): Look[] {
  const where = region ?? preset.region
  const client = { region: where, maxAttempts: 2 }
  let isKnown = false
  const asked =
    (look: Look['look']): Look['look'] =>
    async () =>
      isKnown ? look() : notAsked('the account is not known')
  return [
    {
      what: 'region',
      look: async () =>
        preset.regions.test(where)
          ? well(`${where}, preset ${preset.name}`)
          : broken(
              `${where} is not of preset ${preset.name}`,
              `set AWS_REGION to a region of it, e.g. ${preset.region}, or choose the other preset`,
            ),
    },
    {
      what: 'credentials',
      look: async () => {
        const who = await new STSClient(client).send(new GetCallerIdentityCommand({})).catch((error: unknown) => oneLine(error))
        if (typeof who === 'string')
          return broken(who, 'sign in with the AWS CLI (aws sso login) or set AWS_PROFILE; docs/deploy.md, chapter 2')
        const { Account = '', Arn = '' } = who
        const partition = Arn.split(':')[1]
        if (partition !== preset.partition)
          return broken(`account ${Account} is of ${partition}`, `preset ${preset.name} is deployed into ${preset.partition}`)
        isKnown = true
        return well(`account ${Account}`)
      },
    },
    {
      what: 'CDK bootstrap',
      look: asked(async () => {
        const remedy = `npx cdk bootstrap (once for the account and ${where})`
        const { Stacks = [] } = await new CloudFormationClient(client)
          .send(new DescribeStacksCommand({ StackName: 'CDKToolkit' }))
          .catch(() => ({ Stacks: [] }))
        const version = Number(Stacks[0]?.Outputs?.find(({ OutputKey }) => OutputKey === 'BootstrapVersion')?.OutputValue)
        if (!Stacks[0]) return broken(`there is no stack CDKToolkit in ${where}`, remedy)
        return version >= oldestBootstrap ? well(`version ${version}`) : broken(`version ${version} is too old`, remedy)
      }),
    },
    {
      what: 'Lambda concurrency',
      look: asked(async () => {
        const { AccountLimit } = await new LambdaClient(client).send(new GetAccountSettingsCommand({}))
        const [allowed, wanted] = [AccountLimit?.ConcurrentExecutions ?? 0, needs.readers * shards]
        if (allowed >= wanted)
          return well(`${allowed} executions at once; ${needs.readers} readers of ${shards} shards take up to ${wanted}`)
        const ask = 'ask for 1,000 under Service Quotas, AWS Lambda, "Concurrent executions" (a day or two)'
        return broken(
          `${allowed} executions at once; ${needs.readers} readers of ${shards} shards take up to ${wanted}: alarms would wait`,
          ask,
        )
      }),
    },
    {
      what: 'IoT Core',
      look: asked(async () => {
        const iot = new IoTClient(client)
        const { endpointAddress } = await iot.send(new DescribeEndpointCommand({ endpointType: 'iot:Data-ATS' }))
        let [rules, nextToken]: [number, string | undefined] = [0, undefined]
        do {
          const page: { rules?: unknown[]; nextToken?: string } = await iot.send(new ListTopicRulesCommand({ maxResults: 250, nextToken }))
          rules += page.rules?.length ?? 0
          nextToken = page.nextToken
        } while (nextToken)
        return rules + needs.rules <= topicRulesOfAccount
          ? well(`${endpointAddress}, ${rules} rules of ${topicRulesOfAccount}`)
          : broken(
              `${rules} rules, and the county wants ${needs.rules} more than fit into ${topicRulesOfAccount}`,
              'ask for more rules under Service Quotas, AWS IoT Core',
            )
      }),
    },
    {
      what: 'Kinesis',
      look: asked(async () => {
        const limits = await new KinesisClient(client).send(new DescribeLimitsCommand({})).catch((error: unknown) => oneLine(error))
        if (typeof limits === 'string')
          return doubtful(limits, 'look under Service Quotas, Amazon Kinesis Data Streams: one more on-demand stream is needed')
        const { OnDemandStreamCount = 0, OnDemandStreamCountLimit = 0 } = limits
        return OnDemandStreamCount < OnDemandStreamCountLimit
          ? well(`${OnDemandStreamCount} on-demand streams of ${OnDemandStreamCountLimit}`)
          : broken(
              `all ${OnDemandStreamCountLimit} on-demand streams are taken`,
              'ask for more under Service Quotas, Amazon Kinesis Data Streams',
            )
      }),
    },
    {
      what: 'ICP filing',
      look: async () =>
        preset.partition === 'aws-cn'
          ? doubtful(
              'nobody can ask for it from here',
              'in mainland China a public address serves only after the ICP filing (备案) of its domain, and the API by a domain of your own',
            )
          : notAsked('not in this partition'),
    },
  ]
}
