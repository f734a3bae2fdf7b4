import { CfnOutput, Duration, type Environment, Stack } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnAuthorizer } from 'aws-cdk-lib/aws-iot'
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { DynamoEventSource, SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { Topic } from 'aws-cdk-lib/aws-sns'
import type { Construct } from 'constructs'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { ArchiveBucket } from '#lib/constructs/archive-bucket.ts'
import { CountyFunction } from '#lib/constructs/county-function.ts'
import { DeviceIngress } from '#lib/constructs/device-ingress.ts'
import { HttpApi } from '#lib/constructs/http-api.ts'
import { Ledger } from '#lib/constructs/ledger.ts'
import { ObservationStream } from '#lib/constructs/observation-stream.ts'
import { Scheduler } from '#lib/constructs/scheduler.ts'
import { pinLogicalIds } from '#lib/pinned-ids.ts'
import type { Preset } from '#lib/preset.ts'
import { archiveConsumer, detectionConsumer } from '#pipeline/consumer-settings.ts'

export type CountyStackProps = {
  env?: Environment
  preset: Preset
  county: { id: string; archiveDays: number }
  scenarios: readonly Scenario[]
  kinds: readonly string[]
  /** Folder of a function's bundle. */
  bundle: (name: string) => string
}

/** The site serves files, the authorizer asks the issuer: neither knows the ledger. */
function usesLedger(name: string): boolean {
  return name !== 'site' && name !== 'console-authorizer'
}

/** One county in one stack: devices → stream → scenarios → ledger → relay → consoles, with scheduler and doors. */
export class CountyStack extends Stack {
  constructor(scope: Construct, id: string, props: CountyStackProps) {
    super(scope, id, {
      ...(props.env && { env: props.env }),
      terminationProtection: props.preset.name !== 'judge',
      description: `county-sense for county ${props.county.id}`,
    })
    const { preset, county, scenarios, kinds, bundle } = props
    const ledger = new Ledger(this, 'Ledger')
    const stream = new ObservationStream(this, 'Observations', { fanOut: preset.fanOut })
    const archive = new ArchiveBucket(this, 'Archive', { keptDays: county.archiveDays })
    const scheduler = new Scheduler(this, 'Scheduler')
    const devices = new DeviceIngress(this, 'Devices', { county: county.id, kinds, stream: stream.stream, failures: archive.bucket })
    const alarms = new Topic(this, 'Alarms', { enforceSSL: true })

    const make = (
      name: string,
      impactIfSilent: string,
      more: { timeout?: Duration; environment?: Record<string, string>; reservedConcurrency?: number } = {},
    ) => {
      const made = new CountyFunction(this, name, {
        preset,
        code: bundle(name),
        impactIfSilent,
        alarms,
        ...more,
        environment: { ...(usesLedger(name) && { TABLE_NAME: ledger.table.tableName }), ...more.environment },
      })
      if (usesLedger(name)) ledger.grantUse(made.fn)
      return made
    }
    const iotTopics = (path: string) => this.formatArn({ service: 'iot', resource: 'topic', resourceName: `cs/${county.id}/${path}` })

    for (const scenario of scenarios) {
      const detect = make(scenario.id, scenario.impactIfSilent.en, { timeout: Duration.minutes(1) })
      stream.feed(scenario.id, detect, {
        kinds: scenario.kinds === 'all' ? 'all' : scenario.kinds.map(({ name }) => name),
        ...detectionConsumer,
      })
    }
    const archiver = make('archive', 'messages are not kept and unknown kinds vanish', {
      timeout: Duration.minutes(1),
      environment: { ARCHIVE_BUCKET: archive.bucket.bucketName },
    })
    archiver.allow(['s3:PutObject'], [archive.bucket.arnForObjects('messages/*')])
    stream.feed('archive', archiver, { kinds: 'all', ...archiveConsumer })

    const salvager = make('salvage', 'messages that failed are lost when the stream forgets them', { timeout: Duration.minutes(1) })
    stream.grantRead(salvager)
    salvager.fn.addEventSource(new SqsEventSource(stream.failed, { batchSize: 1 }))

    const relay = make('relay', 'incidents are stored but nobody is told', {
      timeout: Duration.minutes(1),
      environment: { COUNTY: county.id, TIMERS_URL: scheduler.timers.queueUrl },
    })
    relay.allow(['iot:Publish'], [iotTopics('console/*'), iotTopics('command/*')])
    scheduler.grantStart(relay)
    // What an invocation that was lost left in the outbox is told a minute later.
    scheduler.everyMinute('Relay', relay)
    relay.fn.addEventSource(
      new DynamoEventSource(ledger.table, {
        startingPosition: StartingPosition.LATEST,
        batchSize: 100,
        retryAttempts: 3,
        filters: ['OUTBOX#', 'DEADLINE#'].map((word) =>
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(word) } } },
          }),
        ),
      }),
    )
    const sweeper = make('sweeper', 'no deadline is met', { timeout: Duration.minutes(1) })
    scheduler.sweepWith(sweeper, alarms)
    scheduler.ring(make('timer', 'short deadlines are met a minute late'))

    const api = make('api', 'officers and other agencies see nothing', {
      environment: { STREAM_NAME: stream.stream.streamName, ARCHIVE_BUCKET: archive.bucket.bucketName, DEVICE_POLICY: devices.policy.ref },
    })
    stream.grantAppend(api)
    // A rule is tried on the past before it is switched on.
    api.allow(['s3:GetObject'], [archive.bucket.arnForObjects('messages/*')])
    api.allow(['s3:ListBucket'], [archive.bucket.bucketArn])
    this.#letEnrol(api, devices)
    const door = new HttpApi(this, 'Doors', { api, site: make('site', 'nobody can open the console') })
    if (preset.consolePush)
      this.#consolePush(make('console-authorizer', 'consoles fall back to polling', { reservedConcurrency: 5 }), county.id)
    new CfnOutput(this, 'TableName', { value: ledger.table.tableName })
    new CfnOutput(this, 'StreamName', { value: stream.stream.streamName })
    pinLogicalIds({ ledger: ledger.table, stream: stream.stream, archive: archive.bucket, api: door.api })
  }

  /** The API makes things and certificates for devices it registers, and takes them away. */
  #letEnrol(api: CountyFunction, devices: DeviceIngress): void {
    const things = this.formatArn({ service: 'iot', resource: 'thing', resourceName: '*' })
    const certificates = this.formatArn({ service: 'iot', resource: 'cert', resourceName: '*' })
    api.allow(['iot:CreateThing', 'iot:AttachThingPrincipal', 'iot:DetachThingPrincipal', 'iot:ListThingPrincipals'], [things])
    api.allow(['iot:AttachPolicy', 'iot:UpdateCertificate', 'iot:AttachThingPrincipal', 'iot:DetachThingPrincipal'], [certificates])
    api.allow(['iot:AttachPolicy'], [devices.policy.attrArn])
    // These two know no resource (AWS service authorization reference, IoT).
    api.allow(['iot:CreateKeysAndCertificate', 'iot:DescribeEndpoint'], ['*'])
  }

  #consolePush(authorize: CountyFunction, county: string): void {
    const authorizer = new CfnAuthorizer(this, 'ConsolePush', {
      authorizerName: `cs-${county}-console`,
      authorizerFunctionArn: authorize.fn.functionArn,
      signingDisabled: true,
      status: 'ACTIVE',
    })
    authorize.fn.addPermission('AskedByIot', { principal: new ServicePrincipal('iot.amazonaws.com'), sourceArn: authorizer.attrArn })
  }
}
