import { CfnOutput, Duration, type Environment, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnAuthorizer } from 'aws-cdk-lib/aws-iot'
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { DynamoEventSource } from 'aws-cdk-lib/aws-lambda-event-sources'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import { connectOrigins } from '#api/site/console-config.ts'
import type { IdentitySettings } from '#domain/people/identity-settings.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { ArchiveBucket } from '#lib/constructs/archive-bucket.ts'
import { CognitoIdentity, identifyBy } from '#lib/constructs/cognito-identity.ts'
import { CountyFunction, type CountyFunctionProps } from '#lib/constructs/county-function.ts'
import { DeviceIngress } from '#lib/constructs/device-ingress.ts'
import { HttpApi } from '#lib/constructs/http-api.ts'
import { Ledger } from '#lib/constructs/ledger.ts'
import { ObservationStream } from '#lib/constructs/observation-stream.ts'
import { Scheduler } from '#lib/constructs/scheduler.ts'
import { pinLogicalIds } from '#lib/pinned-ids.ts'
import type { Preset } from '#lib/preset.ts'
import { period, Watch } from '#lib/watch/watch.ts'
import { archiveConsumer, detectionConsumer } from '#pipeline/consumer-settings.ts'
import { ruleErrorsPrefix } from '#pipeline/undelivered.ts'

export type CountyStackProps = {
  env?: Environment
  preset: Preset
  county: {
    id: string
    archiveDays: number
    identity?: IdentitySettings | undefined
    /** Against deletion, of the stack and of the table: after the first deployment that succeeded, or the next attempt would meet what is left. */
    isProtected: boolean
  }
  /** Makes a user pool, instead of the issuer in the county's file. */
  cognito?: { adminEmail: string } | undefined
  scenarios: readonly Scenario[]
  kinds: readonly string[]
  /** By function. A young account has ten executions at once and lets nobody reserve any. */
  reservedConcurrency: Readonly<Record<string, number>>
  /** Folder of a function's bundle. */
  bundle: (name: string) => string
}

/** Consoles name it when they dial. */
function consoleAuthorizer(county: string): string {
  return `cs-${county}-console`
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
      terminationProtection: props.county.isProtected,
      description: `county-sense for county ${props.county.id}`,
    })
    const { preset, county, scenarios, kinds, reservedConcurrency, bundle } = props
    const watch = new Watch(this, 'Alarms', preset)
    const ledger = new Ledger(this, 'Ledger', { isProtected: county.isProtected, watch })
    const stream = new ObservationStream(this, 'Observations', { fanOut: preset.fanOut, watch })
    const archive = new ArchiveBucket(this, 'Archive', { keptDays: county.archiveDays })
    const scheduler = new Scheduler(this, 'Scheduler', { watch })
    const devices = new DeviceIngress(this, 'Devices', {
      ...{ county: county.id, kinds, watch },
      ...{ stream: stream.stream, failures: archive.bucket },
    })
    // One place to search at night. Six months: what a network keeps as evidence (网络安全法, art. 21).
    const log = new LogGroup(this, 'Log', { retention: RetentionDays.SIX_MONTHS, removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE })

    const make = (name: string, more: Partial<Pick<CountyFunctionProps, 'timeout' | 'environment'>> = {}) => {
      const environment = { ...(usesLedger(name) && { TABLE_NAME: ledger.table.tableName }), ...more.environment }
      const reserved = reservedConcurrency[name]
      const made = new CountyFunction(this, name, {
        ...{ preset, code: bundle(name), log },
        ...more,
        environment,
        ...(reserved !== undefined && { reservedConcurrency: reserved }),
      })
      if (usesLedger(name)) ledger.grantUse(made.fn)
      return made
    }
    const iotTopics = (path: string) => this.formatArn({ service: 'iot', resource: 'topic', resourceName: `cs/${county.id}/${path}` })

    for (const scenario of scenarios) {
      const detect = make(scenario.id, { timeout: Duration.minutes(1) })
      stream.feed(scenario.id, detect, {
        kinds: scenario.kinds === 'all' ? 'all' : scenario.kinds.map(({ name }) => name),
        ...detectionConsumer,
        alarm: { id: 'reader-behind', harmed: scenario.impactIfSilent },
      })
    }
    const archiver = make('archive', {
      timeout: Duration.minutes(1),
      environment: { ARCHIVE_BUCKET: archive.bucket.bucketName },
    })
    archiver.allow(['s3:PutObject'], [archive.bucket.arnForObjects('messages/*')])
    stream.feed('archive', archiver, { kinds: 'all', ...archiveConsumer, alarm: { id: 'archive-behind' } })

    const salvager = make('salvage', {
      timeout: Duration.minutes(1),
      environment: { STREAM_NAME: stream.stream.streamName, ARCHIVE_BUCKET: archive.bucket.bucketName },
    })
    stream.salvageWith(salvager)
    archive.report(ruleErrorsPrefix, stream.failed, salvager)

    const relay = make('relay', {
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
    const age = relay.fn.metric('IteratorAge', { period, statistic: 'Maximum' })
    watch.alarm(relay, 'relay-behind', { signs: { age: { metric: age, above: 30_000 }, ...relay.signs() } })
    scheduler.sweepWith(make('sweeper', { timeout: Duration.minutes(1) }))
    scheduler.ring(make('timer'))

    this.#backtest(make('backtest', { timeout: Duration.minutes(15), environment: { ARCHIVE_BUCKET: archive.bucket.bucketName } }), {
      ...{ ledger, archive, watch },
    })

    const api = make('api', {
      environment: {
        STREAM_NAME: stream.stream.streamName,
        ARCHIVE_BUCKET: archive.bucket.bucketName,
        ...(preset.consolePush && { PUSH_AUTHORIZER: consoleAuthorizer(county.id) }),
        COUNTY: county.id,
        DEVICE_POLICIES: devices.policies.ofDevices.map(({ ref }) => ref).join(' '),
        GATEWAY_POLICY: devices.policies.ofGateways.ref,
      },
    })
    stream.grantAppend(api)
    // A rule is tried on the past before it is switched on: the door asks from when on something is kept, and suggests a value.
    archive.grantRead(api)
    this.#letEnrol(api, devices)
    const site = make('site')
    const door = new HttpApi(this, 'Doors', { api, site, watch })
    const authorizer = preset.consolePush ? make('console-authorizer') : undefined
    if (authorizer) this.#consolePush(authorizer, county.id, watch)
    const issuers = this.#identify(props, `${door.api.apiEndpoint}/`, [api, ...(authorizer ? [authorizer] : [])])
    // The account's own name in its endpoint is known to IoT alone; the page may talk to the region's.
    const push = preset.consolePush ? [`wss://*.iot.${this.region}.${this.urlSuffix}`] : []
    site.fn.addEnvironment('CONNECT_ORIGINS', [...issuers, ...push].join(' '))
    new CfnOutput(this, 'TableName', { value: ledger.table.tableName })
    new CfnOutput(this, 'StreamName', { value: stream.stream.streamName })
    pinLogicalIds({ ledger: ledger.table, stream: stream.stream, archive: archive.bucket, api: door.api })
  }

  /** By the issuer of the county's file, which is bundled, or by a user pool of this stack. Answers the origins a page talks to. */
  #identify({ county, cognito }: CountyStackProps, callbackUrl: string, functions: readonly CountyFunction[]): readonly string[] {
    if (!cognito) return connectOrigins(county.identity)
    const pool = new CognitoIdentity(this, 'Identity', {
      ...{ callbackUrl, adminEmail: cognito.adminEmail },
      ...{ county: county.id, isProtected: county.isProtected },
    })
    identifyBy(pool.settings, functions)
    return pool.origins
  }

  /** The API makes things and certificates for devices it registers, and takes them away. */
  #letEnrol(api: CountyFunction, devices: DeviceIngress): void {
    const things = this.formatArn({ service: 'iot', resource: 'thing', resourceName: '*' })
    const certificates = this.formatArn({ service: 'iot', resource: 'cert', resourceName: '*' })
    api.allow(['iot:CreateThing', 'iot:AttachThingPrincipal', 'iot:DetachThingPrincipal', 'iot:ListThingPrincipals'], [things])
    api.allow(
      ['iot:AttachPolicy', 'iot:UpdateCertificate', 'iot:DescribeCertificate', 'iot:AttachThingPrincipal', 'iot:DetachThingPrincipal'],
      [certificates],
    )
    api.allow(
      ['iot:AttachPolicy'],
      [...devices.policies.ofDevices, devices.policies.ofGateways].map(({ attrArn }) => attrArn),
    )
    // These three know no resource (AWS service authorization reference, IoT).
    api.allow(['iot:CreateKeysAndCertificate', 'iot:CreateCertificateFromCsr', 'iot:DescribeEndpoint'], ['*'])
  }

  /** Each turn is a row; the table's stream has two readers at most, the relay and this one. */
  #backtest(backtest: CountyFunction, { ledger, archive, watch }: { ledger: Ledger; archive: ArchiveBucket; watch: Watch }): void {
    archive.grantRead(backtest)
    backtest.fn.addEventSource(
      new DynamoEventSource(ledger.table, {
        startingPosition: StartingPosition.LATEST,
        batchSize: 1,
        // The back-test counts its attempts itself, and ends with the fourth.
        retryAttempts: 4,
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { Keys: { pk: { S: FilterRule.beginsWith('BACKTEST#') }, sk: { S: FilterRule.beginsWith('turn#') } } },
          }),
        ],
      }),
    )
    watch.alarm(backtest, 'backtest-failing', { signs: backtest.signs() })
  }

  #consolePush(authorize: CountyFunction, county: string, watch: Watch): void {
    watch.alarm(authorize, 'console-push-failing', { signs: authorize.signs(), periods: 3 })
    const authorizer = new CfnAuthorizer(this, 'ConsolePush', {
      authorizerName: consoleAuthorizer(county),
      authorizerFunctionArn: authorize.fn.functionArn,
      signingDisabled: true,
      status: 'ACTIVE',
    })
    authorize.fn.addPermission('AskedByIot', { principal: new ServicePrincipal('iot.amazonaws.com'), sourceArn: authorizer.attrArn })
  }
}
