import { CfnBucket } from 'aws-cdk-lib/aws-s3'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { readCountyFiles } from '#adapters/local/county-files.ts'
import { parseCounty } from '#domain/county/county.ts'
import { kindsOf } from '#domain/county/county-slice.ts'
import { brokerPrincipal, presence } from '#domain/observation/presence.ts'
import { pinnedIds } from '#lib/pinned-ids.ts'
import { scenariosOf } from '#scenarios/county-context.ts'
import { scenarios as allScenarios } from '#scenarios/index.ts'
import { appOf, type Resource, templateOf } from '#test/fixtures/template.ts'

type Statement = { Effect: string; Action: string | string[]; Resource: unknown }

const templates = { aws: templateOf({ county: 'demo', preset: 'aws' }), 'aws-cn': templateOf({ county: 'demo', preset: 'aws-cn' }) }
const demo = parseCounty(readCountyFiles('demo'), allScenarios)
if (!demo.ok) throw new Error(JSON.stringify(demo.problems))
/** What the county has switched off stands nowhere in its template. */
const scenarios = scenariosOf(demo.county)
const kinds = [...kindsOf(scenarios).keys()].sort()
const sqlOf = (rule: Record<string, unknown>) => (rule.TopicRulePayload as { Sql: string }).Sql
const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value])

describe('the rules of cdk-nag', () => {
  it('stop a synthesis that breaks one without a reason; what is shipped passes them', () => {
    const { app, stack } = appOf({ county: 'template', preset: 'aws' })
    new CfnBucket(stack, 'Open')
    expect(() => app.synth()).toThrow('AwsSolutions-S10')
  })
})

describe.each(Object.entries(templates))('the template for %s', (preset, { Resources }) => {
  const all = Object.entries(Resources)
  const ofType = (type: string) => all.filter(([, { Type }]) => Type === type).map(([, resource]) => resource.Properties)
  const statements = ofType('AWS::IAM::Role')
    .flatMap(({ Policies }) => Policies as { PolicyDocument: { Statement: Statement[] } }[])
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement)

  it('stays within its budget of 140 resources', () => {
    expect(all.length).toBeLessThanOrEqual(140)
  })

  it('keeps what holds data, but not what a first deployment that fails has made: pinned ids, retained, nothing protected yet', () => {
    for (const id of Object.values(pinnedIds)) expect(Resources).toHaveProperty(id)
    for (const id of [pinnedIds.ledger, pinnedIds.stream, pinnedIds.archive]) {
      expect(Resources[id]).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' })
    }
    const [table] = ofType('AWS::DynamoDB::GlobalTable') as unknown as {
      Replicas: { DeletionProtectionEnabled: boolean; PointInTimeRecoverySpecification: object }[]
    }[]
    expect(table?.Replicas[0]).toMatchObject({
      DeletionProtectionEnabled: false,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    })
  })

  it('has an error action on every rule, so that no message is lost between broker and stream', () => {
    for (const rule of ofType('AWS::IoT::TopicRule'))
      expect((rule.TopicRulePayload as { ErrorAction?: object }).ErrorAction).toHaveProperty('S3')
  })

  it('grants no wildcard action, and a wildcard resource only where AWS knows no other', () => {
    const withoutResource = new Set(['iot:CreateKeysAndCertificate', 'iot:CreateCertificateFromCsr', 'iot:DescribeEndpoint'])
    for (const { Action, Resource } of statements) {
      for (const action of list(Action)) expect(action).not.toContain('*')
      if (list(Resource as string).includes('*')) expect(list(Action).filter((action) => !withoutResource.has(action))).toEqual([])
    }
    const actions = statements.flatMap(({ Action }) => list(Action))
    expect(actions).not.toContain('dynamodb:Scan')
    // A back-test (the door's suggestion is one) reads what devices said, the salvage worker what rules could not deliver; nobody reads anything else.
    const readers = statements.filter(({ Action }) => list(Action).includes('s3:GetObject'))
    const prefixes = readers.map(({ Resource }) => /\/(messages|rule-errors)\/\*/.exec(JSON.stringify(Resource))?.[1])
    expect(prefixes.sort()).toEqual(['messages', 'messages', 'rule-errors'])
  })

  it('has the same kinds in rules, filters and the scenarios', () => {
    const sql = ofType('AWS::IoT::TopicRule').map(sqlOf)
    const ofKinds = sql.flatMap((statement) => /cs\/demo\/([a-z-]+)\/\+\/up/.exec(statement)?.[1] ?? [])
    expect(ofKinds.sort()).toEqual(kinds)
    // One more tells of connections; the next test says what it may be.
    expect(sql).toHaveLength(kinds.length + 1)
    const filters = ofType('AWS::Lambda::EventSourceMapping').flatMap(
      (mapping) => (mapping.FilterCriteria as { Filters: { Pattern: string }[] } | undefined)?.Filters ?? [],
    )
    const filtered = filters.flatMap(({ Pattern }) => (JSON.parse(Pattern) as { data?: { kind: string[] } }).data?.kind ?? [])
    expect([...new Set(filtered)].sort()).toEqual(kinds)
  })

  it('takes the word of connections from the broker alone: one rule, on topics nobody can publish on, that no device has a way to', () => {
    const ofConnections = ofType('AWS::IoT::TopicRule').filter((rule) => sqlOf(rule).includes('$aws/events/'))
    expect(ofConnections.map(sqlOf)).toEqual([
      [
        "SELECT encode(*, 'base64') AS data, 'presence' AS kind, topic(5) AS device,",
        "topic(5) AS clientId, 'broker:presence' AS principal, timestamp() AS receivedAtMs",
        "FROM '$aws/events/presence/+/+'",
      ].join(' '),
    ])
    // No other rule calls itself the broker, no scenario has the kind among those devices send, no policy allows its rule.
    for (const rule of ofType('AWS::IoT::TopicRule')) expect(sqlOf(rule).includes(brokerPrincipal)).toBe(rule === ofConnections[0])
    expect(kinds).not.toContain(presence.name)
    // Who watches the devices reads the stream without a filter on the kind.
    const reader = ofType('AWS::Lambda::EventSourceMapping').filter((mapping) => JSON.stringify(mapping).includes('devicehealth'))
    expect(reader).toHaveLength(1)
    expect(reader[0]).not.toHaveProperty('FilterCriteria')
  })

  it('has nothing of a scenario that the county has switched off', () => {
    const off = allScenarios.filter(({ id }) => !scenarios.some((scenario) => scenario.id === id))
    expect(off.map(({ id }) => id)).toContain('epidemic-control')
    for (const { id, impactIfSilent } of off) {
      expect(JSON.stringify(Resources)).not.toContain(id)
      expect(JSON.stringify(Resources)).not.toContain(impactIfSilent.en)
    }
  })

  it('has a stream reader for each scenario and the archive that retries, halves and reports', () => {
    const readers = ofType('AWS::Lambda::EventSourceMapping').filter((mapping) => mapping.MaximumRecordAgeInSeconds !== undefined)
    expect(readers).toHaveLength(scenarios.length + 1)
    for (const reader of readers) {
      expect(reader).toMatchObject({
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 5,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        DestinationConfig: { OnFailure: {} },
      })
    }
  })

  it('lets the salvage worker read failed records back before the stream forgets them', () => {
    const [stream] = ofType('AWS::Kinesis::Stream') as unknown as { RetentionPeriodHours: number }[]
    expect(stream?.RetentionPeriodHours).toBeGreaterThanOrEqual(72)
  })

  it('tells the failed queue of what rules could not deliver, and lets S3 send there', () => {
    const source = z.object({
      NotificationConfiguration: z.object({
        QueueConfigurations: z.tuple([z.object({ Queue: z.object({ 'Fn::GetAtt': z.array(z.string()) }), Filter: z.unknown() })]),
      }),
    })
    const [told] = ofType('AWS::S3::Bucket').map((bucket) => source.parse(bucket).NotificationConfiguration.QueueConfigurations[0])
    const queue = told?.Queue['Fn::GetAtt'][0]
    expect(queue).toMatch(/ObservationsFailed/)
    expect(JSON.stringify(told)).toContain('"rule-errors/"')
    const policy = ofType('AWS::SQS::QueuePolicy')
      .map((one) => JSON.stringify(one))
      .find((text) => text.includes(`"Ref":"${queue}"`))
    expect(policy).toMatch(/"Service":"s3.amazonaws.com"/)
    expect(policy).toMatch(/aws:SourceAccount/)
  })

  it('keeps what nobody could salvage for fourteen days behind a second net', () => {
    const failed = ofType('AWS::SQS::Queue').filter(({ RedrivePolicy: net }) => JSON.stringify(net)?.includes('Unsalvaged'))
    expect(failed).toMatchObject([{ MessageRetentionPeriod: 14 * 86_400, RedrivePolicy: { maxReceiveCount: 20 } }])
  })

  it('hides queue messages for longer than their reader may run', () => {
    const readers = ofType('AWS::Lambda::EventSourceMapping').flatMap(({ EventSourceArn, FunctionName }) => {
      const [queue, fn] = [all.find(([id]) => JSON.stringify(EventSourceArn).includes(`"${id}"`)), (FunctionName as { Ref: string }).Ref]
      return queue?.[1].Type === 'AWS::SQS::Queue' ? [{ queue: queue[1].Properties, fn: Resources[fn]?.Properties }] : []
    })
    expect(readers.length).toBeGreaterThan(1)
    for (const { queue, fn } of readers) expect(Number(queue.VisibilityTimeout)).toBeGreaterThanOrEqual(2 * Number(fn?.Timeout ?? 3))
  })

  it('keeps every log for six months or longer', () => {
    for (const log of ofType('AWS::Logs::LogGroup')) expect(log.RetentionInDays).toBeGreaterThanOrEqual(180)
  })

  it('closes its buckets to the public and to plain HTTP', () => {
    for (const bucket of ofType('AWS::S3::Bucket'))
      expect(bucket.PublicAccessBlockConfiguration).toEqual({
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      })
    expect(JSON.stringify(ofType('AWS::S3::BucketPolicy'))).toContain('aws:SecureTransport')
  })

  it('names no partition in words', () => {
    const literal = JSON.stringify(Resources).match(/arn:aws(-cn)?:[^"]*/g) ?? []
    const expected = preset === 'aws' ? 'arn:aws:' : 'arn:aws-cn:'
    for (const arn of literal) expect(arn.startsWith(expected)).toBe(true)
  })

  it('tags no event source mapping: AWS China refuses it', () => {
    for (const mapping of ofType('AWS::Lambda::EventSourceMapping')) expect(mapping.Tags).toBeUndefined()
  })
})

describe('a second county, for an account and a region that are known', () => {
  // Its reasons for cdk-nag name wildcards as they then stand in the template.
  it('passes the same rules, and is a folder of data: the same template under its own name', () => {
    const types = (template: { Resources: Record<string, Resource> }) =>
      Object.values(template.Resources)
        .map(({ Type }) => Type)
        .sort()
    expect(types(templateOf({ county: 'template', preset: 'aws', account: '111122223333', region: 'eu-west-1' }))).toEqual(
      types(templates.aws),
    )
  })
})

describe('the judge preset', () => {
  it('leaves out only what outside judges refuse', () => {
    const typesOf = (template: { Resources: Record<string, Resource> }) =>
      new Set(Object.values(template.Resources).map(({ Type }) => Type))
    const judged = typesOf(templateOf({ county: 'demo', preset: 'judge' }))
    const missing = [...typesOf(templates.aws)].filter((type) => !judged.has(type))
    expect(missing.sort()).toEqual(['AWS::IoT::Authorizer', 'AWS::Kinesis::StreamConsumer'])
  })
})
