import { type Stack, Token, Validations } from 'aws-cdk-lib'

type Acknowledgement = { rule: string; children: string[]; resources?: string[]; reason: string }

/** What cdk-nag's AwsSolutions rules object to and we keep, with the reason; by the stack's child it concerns. A wildcard is named one by one. */
const acknowledged = (county: string, iot: (resource: string) => string): Acknowledgement[] => [
  {
    rule: 'SQS3',
    children: ['Observations'],
    reason: 'The queue behind the failed queue is the last net: what lies in it raises an alarm at once, and a person sends it back.',
  },
  {
    rule: 'SQS3',
    children: ['Scheduler'],
    reason: 'A timer that fails is found by the sweep, whose row is the truth; keeping it would tell nobody anything.',
  },
  {
    rule: 'S1',
    children: ['Archive'],
    reason: 'Only the rules and functions of this stack write and read the bucket; access logs would cost more than they say.',
  },
  {
    rule: 'APIG4',
    children: ['Doors'],
    reason:
      'The function verifies the token of whatever OIDC issuer the county uses, in every partition; the site and its documents are public.',
  },
  {
    rule: 'COG8',
    children: ['Identity'],
    reason: 'The plus plan costs by the person and protects sign-ups, which this pool does not have; a county can switch it on.',
  },
  {
    rule: 'COG2',
    children: ['Identity'],
    reason: 'A second factor is offered to everybody; whether it is demanded is decided by the county when its people have one.',
  },
  {
    rule: 'IAM5',
    children: ['Devices', 'archive', 'backtest', 'api', 'salvage'],
    resources: ['<ArchiveBucket.Arn>/messages/*', '<ArchiveBucket.Arn>/rule-errors/*'],
    reason: 'Every batch is an object of its own below one prefix of the archive.',
  },
  {
    rule: 'IAM5',
    children: ['relay'],
    resources: ['console', 'command'].map((part) => iot(`topic/cs/${county}/${part}/*`)),
    reason: "One topic for each console and each device, below the county's own.",
  },
  {
    rule: 'IAM5',
    children: ['Scheduler'],
    resources: ['<sweeperFunctionF926A87D.Arn>:*', '<relayFunction9E122CAE.Arn>:*'],
    reason: 'What the Scheduler construct of the CDK grants: to invoke these two functions and their versions, nothing else.',
  },
  {
    rule: 'IAM5',
    children: ['api'],
    resources: [iot('thing/*'), iot('cert/*'), '*'],
    reason: 'Things and certificates have no name before they exist, and iot:CreateKeysAndCertificate takes no resource.',
  },
]

/** Puts the reasons where the rules look for them. */
export function acknowledgeFindings(stack: Stack, county: string): void {
  for (const { rule, children, resources, reason } of acknowledged(county, (resource) => iotArn(stack, resource))) {
    const findings = resources?.map((resource) => `[Resource::${resource}]`) ?? ['']
    const constructs = children.flatMap((child) => stack.node.tryFindChild(child) ?? [])
    for (const construct of constructs)
      for (const finding of findings) Validations.of(construct).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}${finding}`, reason })
  }
}

/** As cdk-nag writes an ARN: with names in the place of what is known only when it is deployed. */
function iotArn({ region, account }: Stack, resource: string): string {
  const named = (value: string, name: string) => (Token.isUnresolved(value) ? `<AWS::${name}>` : value)
  return `arn:<AWS::Partition>:iot:${named(region, 'Region')}:${named(account, 'AccountId')}:${resource}`
}
