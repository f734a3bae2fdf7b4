import { App } from 'aws-cdk-lib'
import { describe, expect, it } from 'vitest'
import { kindsOf } from '#domain/county/county-slice.ts'
import { keysOf } from '#domain/entries.ts'
import { CountyStack } from '#lib/county-stack.ts'
import { presets } from '#lib/preset.ts'
import { scenarios } from '#scenarios/index.ts'
import { broken, usesOf } from '#test/fixtures/quota-use.ts'
import { type QuotaName, quotas } from '#test/fixtures/quotas.ts'
import { ofType, type Template, templateOf } from '#test/fixtures/template.ts'

/** The largest county there can be: every scenario switched on, under the longest id. */
function largest(): Template {
  const app = new App({ builtinCloudFormationValidation: false })
  const stack = new CountyStack(app, 'Largest', {
    preset: presets.aws,
    county: { id: 'c'.repeat(63), archiveDays: 365, isProtected: true },
    scenarios,
    kinds: [...kindsOf(scenarios).keys()],
    reservedConcurrency: {},
    bundle: () => import.meta.dirname,
  })
  return app.synth().getStackArtifact(stack.artifactId).template
}

const shipped = templateOf({ county: 'demo', preset: 'aws' })

describe('every quota that a template can break', () => {
  it.each([
    ['the demo county', shipped],
    ['the demo county in AWS China', templateOf({ county: 'demo', preset: 'aws-cn' })],
    ['the largest county', largest()],
  ])('is kept by %s', (_name, template) => {
    expect(broken(template)).toEqual([])
    expect([...new Set(usesOf(template).map(({ quota }) => quota))].sort()).toEqual(keysOf(quotas).sort())
  })

  const long = 'x'.repeat(1_000_001)
  const first = (template: Template, type: string) => ofType(template, type)[0]?.[1] ?? {}
  const put = (template: Template, type: string, properties: Record<string, unknown>) =>
    void Object.assign(first(template, type), properties)
  const many = (template: Template, type: string, count: number) => {
    for (let index = 0; index < count; index++)
      template.Resources[`More${index}`] = { Type: type, Properties: { ...first(template, type) } }
  }
  it.each<[QuotaName, (template: Template) => void]>([
    ['policyCharacters', (it) => put(it, 'AWS::IoT::Policy', { PolicyDocument: { Statement: long } })],
    ['policiesPerCertificate', (it) => many(it, 'AWS::IoT::Policy', 10)],
    ['ruleSqlCharacters', (it) => put(it, 'AWS::IoT::TopicRule', { TopicRulePayload: { Sql: `FROM 'a' ${long}` } })],
    ['ruleNameCharacters', (it) => put(it, 'AWS::IoT::TopicRule', { RuleName: long })],
    ['topicSlashes', (it) => put(it, 'AWS::IoT::TopicRule', { TopicRulePayload: { Sql: "FROM '1/2/3/4/5/6/7/8/9'" } })],
    ['environmentBytes', (it) => put(it, 'AWS::Lambda::Function', { Environment: { Variables: { A: long } } })],
    ['filterPatternCharacters', (it) => put(it, 'AWS::Lambda::EventSourceMapping', { FilterCriteria: { Filters: [{ Pattern: long }] } })],
    ['alarmDescriptionCharacters', (it) => put(it, 'AWS::CloudWatch::Alarm', { AlarmDescription: long })],
    ['metricsPerAlarm', (it) => put(it, 'AWS::CloudWatch::Alarm', { Metrics: Array(11).fill({ MetricStat: {} }) })],
    ['rolePolicyCharacters', (it) => put(it, 'AWS::IAM::Role', { Policies: [{ PolicyDocument: { Statement: long } }] })],
    ['consumersPerStream', (it) => many(it, 'AWS::Kinesis::StreamConsumer', 20)],
    ['rules', (it) => many(it, 'AWS::IoT::TopicRule', 60)],
    ['resources', (it) => many(it, 'AWS::IoT::Authorizer', 500)],
    [
      'outputs',
      (it) => void Object.assign(it, { Outputs: Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`O${index}`, {}])) }),
    ],
    ['templateBytes', (it) => put(it, 'AWS::SNS::Topic', { DisplayName: long })],
  ])('%s: a template that breaks it is found', (quota, plant) => {
    const copy = structuredClone(shipped)
    plant(copy)
    expect(broken(copy).map((use) => use.quota)).toContain(quota)
  })
})

describe('two counties in one account and region', () => {
  it('share no name: neither of a rule, nor of an authorizer, nor of an export', () => {
    const namesOf = (template: Template) => [
      ...ofType(template, 'AWS::IoT::TopicRule').map(([, { RuleName }]) => RuleName),
      ...ofType(template, 'AWS::IoT::Authorizer').map(([, { AuthorizerName }]) => AuthorizerName),
      ...Object.values(template.Outputs ?? {}).flatMap(({ Export }) => (Export ? [JSON.stringify(Export)] : [])),
    ]
    const [one, other] = [namesOf(shipped), namesOf(templateOf({ county: 'template', preset: 'aws' }))]
    expect(one.filter((name) => other.includes(name))).toEqual([])
  })
})
