import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { powertoolsMeter } from '#adapters/aws/system.ts'
import { keysOf } from '#domain/entries.ts'
import { metricNamespace } from '#domain/metrics.ts'
import { alarmBook } from '#lib/watch/alarm-book.ts'
import { runbookPage } from '#lib/watch/runbook-page.ts'
import { scenarios as all } from '#scenarios/index.ts'
import { captured } from '#test/contract/captured.ts'
import { muteAlarms } from '#test/fixtures/alarm-walk.ts'
import { emittedMetrics } from '#test/fixtures/emitted-metrics.ts'
import { ofType, type Template, templateOf } from '#test/fixtures/template.ts'

const statSchema = z.object({
  Metric: z.object({
    Namespace: z.string(),
    MetricName: z.string(),
    Dimensions: z.array(
      z.object({
        Name: z.string(),
        Value: z.union([z.string(), z.object({ Ref: z.string() }), z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) })]),
      }),
    ),
  }),
})
const alarmSchema = z.object({
  AlarmDescription: z.string(),
  Metrics: z.array(z.object({ Expression: z.string().optional(), MetricStat: statSchema.optional() })),
})
const sentSchema = z
  .object({ _aws: z.object({ CloudWatchMetrics: z.array(z.object({ Namespace: z.string(), Dimensions: z.array(z.array(z.string())) })) }) })
  .loose()
const shipped = templateOf({ county: 'demo', preset: 'aws' })
const templates: Record<string, Template> = {
  aws: shipped,
  'aws-cn': templateOf({ county: 'demo', preset: 'aws-cn' }),
}
/** A fault put into a template that had none. */
const planted = (change: (template: Template) => void) => {
  const copy = structuredClone(shipped)
  change(copy)
  return copy
}

describe.each(Object.entries(templates))('the alarms of the template for %s', (_preset, template) => {
  const alarms = ofType(template, 'AWS::CloudWatch::Alarm').map(([id, properties]) => ({ id, ...alarmSchema.parse(properties) }))
  const asked = alarms.flatMap(({ id, Metrics }) => Metrics.flatMap(({ MetricStat }) => (MetricStat ? [{ id, ...MetricStat.Metric }] : [])))

  it('all reach somebody', () => {
    expect(alarms.length).toBeGreaterThan(15)
    expect(muteAlarms(template)).toEqual([])
  })

  it('ask for what AWS or our own code sends, by the dimensions under which it is sent, of resources of that type', () => {
    for (const { id, Namespace, MetricName, Dimensions } of asked) {
      if (Namespace === metricNamespace) continue
      const service = emittedMetrics[Namespace]
      expect(service?.metrics[MetricName], `${id}: ${Namespace} ${MetricName}`).toEqual(Dimensions.map(({ Name }) => Name).sort())
      for (const { Name, Value } of Dimensions) {
        const type = service?.values?.[Name]
        if (!type) continue
        const name = typeof Value === 'string' ? Value : 'Ref' in Value ? Value.Ref : Value['Fn::GetAtt'][0]
        expect(template.Resources[name]?.Type, `${id}: ${Name}`).toBe(type)
      }
    }
  })

  it('watch every rule by its name', () => {
    const rules = ofType(template, 'AWS::IoT::TopicRule').map(([, { RuleName }]) => RuleName)
    const watched = asked.filter(({ Namespace }) => Namespace === 'AWS/IoT').flatMap(({ Dimensions }) => Dimensions)
    expect(
      watched
        .filter(({ Name }) => Name === 'RuleName')
        .map(({ Value }) => Value)
        .sort(),
    ).toEqual(rules.sort())
  })

  it('watch every function, queue and reader', () => {
    const named = JSON.stringify(asked)
    for (const type of ['AWS::Lambda::Function', 'AWS::SQS::Queue', 'AWS::Kinesis::Stream', 'AWS::DynamoDB::GlobalTable'])
      for (const [id] of ofType(template, type)) expect(named, id).toContain(`"${id}"`)
  })

  it('say in both languages who is harmed, where to look and what to do, within what CloudWatch takes', () => {
    for (const { id, AlarmDescription } of alarms) {
      expect(AlarmDescription.length, id).toBeLessThanOrEqual(1_024)
      for (const mark of ['查看: ', '处置: ', 'Look at: ', 'Do: ', 'docs/runbook.md#']) expect(AlarmDescription, id).toContain(mark)
    }
    const texts = alarms.map(({ AlarmDescription }) => AlarmDescription).join('\n')
    for (const { id, impactIfSilent, offByDefault } of all) {
      expect(texts.includes(impactIfSilent.en), id).toBe(!offByDefault)
      expect(texts.includes(impactIfSilent.zh), id).toBe(!offByDefault)
    }
  })

  it('raise every page of the book', () => {
    const texts = alarms.map(({ AlarmDescription }) => AlarmDescription)
    for (const id of keysOf(alarmBook))
      expect(
        texts.some((text) => text.endsWith(`#${id}`)),
        id,
      ).toBe(true)
  })

  it('keep a sign that has no value from hiding the others, and take at most ten metrics', () => {
    for (const { id, Metrics } of alarms) {
      const [expression] = Metrics.flatMap(({ Expression }) => Expression ?? [])
      const metrics = Metrics.filter(({ MetricStat }) => MetricStat)
      expect(metrics.length, id).toBeLessThanOrEqual(10)
      expect(expression?.match(/FILL\(/g)?.length, id).toBe(metrics.length)
    }
  })

  it('stand on the one dashboard', () => {
    const [[, dashboard] = []] = ofType(template, 'AWS::CloudWatch::Dashboard')
    for (const { id } of alarms) expect(JSON.stringify(dashboard)).toContain(`"${id}"`)
  })
})

describe('the walk from alarm to topic', () => {
  const policyOf = (template: Template) => ofType(template, 'AWS::SNS::TopicPolicy')[0]?.[1]
  const count = ofType(shipped, 'AWS::CloudWatch::Alarm').length

  it('finds every alarm mute when the topic’s policy no longer lets CloudWatch in', () => {
    const mute = planted((template) => {
      const policy = policyOf(template)
      const { Statement } = z.object({ Statement: z.array(z.object({ Effect: z.string() }).loose()) }).parse(policy?.PolicyDocument)
      if (policy) policy.PolicyDocument = { Statement: Statement.filter(({ Effect }) => Effect === 'Deny') }
    })
    expect(muteAlarms(mute)).toHaveLength(count)
  })

  it('finds a key that CloudWatch may not use', () => {
    const mute = planted((template) => {
      for (const [, topic] of ofType(template, 'AWS::SNS::Topic')) topic.KmsMasterKeyId = 'alias/aws/sns'
    })
    expect(muteAlarms(mute)).toHaveLength(count)
  })

  it('finds the one alarm that tells nobody', () => {
    const mute = planted((template) => {
      const [[, alarm] = []] = ofType(template, 'AWS::CloudWatch::Alarm')
      if (alarm) alarm.AlarmActions = []
    })
    expect(muteAlarms(mute)).toHaveLength(1)
  })
})

describe('the count of failed records', () => {
  it('is sent under the very name and dimensions that the alarms ask for', () => {
    const lines = captured()
    powertoolsMeter.count('RecordsFailed', 2, { scenario: 'forest-fire' })
    const sent = sentSchema.parse(JSON.parse(lines()[0] ?? '{}'))
    const [metric] = sent._aws.CloudWatchMetrics
    const under = Object.fromEntries((metric?.Dimensions[0] ?? []).map((name) => [name, sent[name]]))
    const asked = ofType(shipped, 'AWS::CloudWatch::Alarm')
      .flatMap(([, properties]) => alarmSchema.parse(properties).Metrics)
      .flatMap(({ MetricStat }) => (MetricStat?.Metric.MetricName === 'RecordsFailed' ? [MetricStat.Metric] : []))
      .map(({ Namespace, Dimensions }) => ({ Namespace, under: Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value])) }))
    expect(asked).toContainEqual({ Namespace: metric?.Namespace, under })
    expect(sent.RecordsFailed).toBe(2)
  })
})

it('the runbook is what the book of alarms says; `npm run docs:runbook` writes it', () => {
  expect(readFileSync(join(import.meta.dirname, '../../docs/runbook.md'), 'utf8')).toBe(runbookPage())
})
