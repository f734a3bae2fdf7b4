import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { kindsOf } from '#domain/county/county-slice.ts'
import { presence } from '#domain/observation/presence.ts'
import { commandTopic, ingestTopic, ruleName, uplinkTopic } from '#domain/observation/topic.ts'
import { dealIntoSlots, policyLimits } from '#lib/policy-slots.ts'
import { scenarios } from '#scenarios/index.ts'
import { allows, charactersOf, type IotRequest, iotPolicySchema } from '#test/fixtures/iot-policy.ts'
import { deployed, ofType, templateOf } from '#test/fixtures/template.ts'

const template = templateOf({ county: 'demo', preset: 'aws' })
const documents = ofType(template, 'AWS::IoT::Policy').map(([id, { PolicyDocument }]) => ({ id, document: deployed(PolicyDocument) }))
const policies = documents.map(({ id, document }) => ({ id, policy: iotPolicySchema.parse(document) }))
const ofGateways = policies.map(({ policy }) => policy)
const ofDevices = policies.filter(({ id }) => !id.includes('Gateway')).map(({ policy }) => policy)
const kinds = ofType(template, 'AWS::IoT::TopicRule')
  .map(([, { TopicRulePayload }]) => /cs\/demo\/([a-z-]+)\/\+\/up/.exec(JSON.stringify(TopicRulePayload))?.[1])
  .flatMap((kind) => kind ?? [])

const id = fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,20}$/)
const kind = fc.constantFrom(...kinds)
/** Ids as somebody who wants to be somebody else would write them. */
const hostile = fc
  .tuple(id, fc.constantFrom('+', '#', '*', '/', '/up', '?', '${iot:ClientId}', '%', '/../'), id)
  .map(([before, sign, after]) => `${before}${sign}${after}`)
const ask = (action: IotRequest['action'], me: string, on: string) => ({ action, on, clientId: me, thing: { name: me } })
const ways = (county: string, of: string, device: string) => [uplinkTopic(county, of, device), ingestTopic(county, of, device)]

describe('the policies of a device', () => {
  it('are short enough, and a certificate can carry them', () => {
    expect(policies.length).toBeLessThanOrEqual(policyLimits.perCertificate)
    for (const { document } of documents) expect(charactersOf(document)).toBeLessThanOrEqual(policyLimits.characters)
  })

  it('let it speak on its own topics, by both ways, for every kind that has a rule', () => {
    expect(kinds.length).toBeGreaterThan(10)
    const property = fc.property(id, kind, (me, of) =>
      ways('demo', of, me).every((topic) => allows(ofDevices, ask('Publish', me, topic)) && allows(ofGateways, ask('Publish', me, topic))),
    )
    fc.assert(property)
  })

  it('let it speak for nobody else: another id, another county, an id with signs in it, something before or behind', () => {
    const others = fc.oneof(
      fc.tuple(id, kind, id).map(([me, of, other]) => ({ me, topics: other === me ? [] : ways('demo', of, other) })),
      fc.tuple(id, kind, hostile).map(([me, of, other]) => ({ me, topics: ways('demo', of, other) })),
      fc.tuple(id, kind, fc.constantFrom('demo-2', 'dem', 'demo/x', 'demo+', '#')).map(([me, of, county]) => ({
        me,
        topics: ways(county, of, me),
      })),
      fc.tuple(id, kind, id).map(([me, of, x]) => ({
        me,
        topics: ways('demo', of, me).flatMap((topic) => [
          `${x}/${topic}`,
          `${topic}/${x}`,
          `${topic}${x}`,
          topic.replace(me, `${x}/${me}`),
        ]),
      })),
    )
    fc.assert(fc.property(others, ({ me, topics }) => topics.every((topic) => !allows(ofDevices, ask('Publish', me, topic)))))
  })

  it('open no rule to what is not of its kind, nor the one that tells of connections, not to a gateway either', () => {
    const property = fc.property(id, kind, kind, (me, one, other) => {
      const wrongRule = `$aws/rules/${ruleName('demo', one)}/${uplinkTopic('demo', other, me)}`
      return one === other || !allows(ofDevices, ask('Publish', me, wrongRule))
    })
    fc.assert(property)
    const told = [presence.name, ...kinds].flatMap((of) => [
      `$aws/rules/${ruleName('demo', presence.name)}/${uplinkTopic('demo', of, 'me')}`,
    ])
    for (const topic of [...told, '$aws/events/presence/connected/me', `cs/demo/console/x/me/up`, commandTopic('demo', 'me')])
      for (const carried of [ofDevices, ofGateways]) expect(allows(carried, ask('Publish', 'me', topic)), topic).toBe(false)
  })

  it('let it hear its own orders and nothing else', () => {
    fc.assert(
      fc.property(id, fc.oneof(id, hostile, fc.constantFrom('+', '#', '*')), (me, other) => {
        const own = commandTopic('demo', me)
        const foreign = [
          commandTopic('demo', other),
          commandTopic('other', me),
          'cs/demo/#',
          '#',
          'cs/demo/console/#',
          uplinkTopic('demo', 'sos', me),
        ]
        return (
          allows(ofDevices, ask('Subscribe', me, own)) &&
          allows(ofDevices, ask('Receive', me, own)) &&
          foreign.every(
            (topic) =>
              topic === own || (!allows(ofGateways, ask('Subscribe', me, topic)) && !allows(ofGateways, ask('Receive', me, topic))),
          )
        )
      }),
    )
  })

  it('let it connect under its own name alone, with a certificate that is attached to the thing of that name', () => {
    fc.assert(
      fc.property(id, fc.oneof(id, hostile), (me, other) => {
        const connect = (clientId: string, thing?: { name: string }) =>
          allows(ofGateways, { action: 'Connect', on: clientId, clientId, thing })
        return connect(me, { name: me }) && !connect(me) && (other === me || !connect(other, { name: me }))
      }),
    )
  })
})

describe('a gateway', () => {
  it('may speak for other devices of its county on the rules, and of no other county', () => {
    const property = fc.property(id, id, kind, (me, child, of) => {
      const through = (county: string) => allows(ofGateways, ask('Publish', me, ingestTopic(county, of, child)))
      return (
        through('demo') && !through('other') && (child === me || !allows(ofDevices, ask('Publish', me, ingestTopic('demo', of, child))))
      )
    })
    fc.assert(property)
  })
})

describe('the rules', () => {
  it('say in WHERE what they say in FROM, which Basic Ingest ignores', () => {
    for (const of of kinds) {
      const sql = JSON.stringify(ofType(template, 'AWS::IoT::TopicRule'))
        .split('SELECT')
        .find((part) => part.includes(`'${of}' AS kind`))
      expect(sql).toContain(`WHERE topic(1) = 'cs' AND topic(2) = 'demo' AND topic(3) = '${of}' AND topic(5) = 'up'`)
    }
  })
})

describe('dealing topics into policies', () => {
  const all = [...kindsOf(scenarios).keys()]
  const basicIngest = (county: string) => all.map((of) => `topic/${ingestTopic(county, of, '${iot:Connection.Thing.ThingName}')}`)

  it('finds room for every kind there is in a county with the longest id', () => {
    const slots = dealIntoSlots(basicIngest('c'.repeat(63)))
    expect(slots?.flat().sort()).toEqual(basicIngest('c'.repeat(63)).sort())
  })

  it('says when there is none, instead of making what AWS refuses', () => {
    expect(dealIntoSlots([...basicIngest('c'.repeat(63)), ...basicIngest('d'.repeat(63))])).toBeUndefined()
  })
})

describe('the evaluator', () => {
  const allow = (Resource: string, Effect: 'Allow' | 'Deny' = 'Allow') => ({
    Effect,
    Action: 'iot:Publish',
    Resource: `arn:aws:iot:us-east-1:111122223333:${Resource}`,
  })
  const of = (...Statement: object[]) => [iotPolicySchema.parse({ Version: '2012-10-17', Statement })]

  it('knows that * spans slashes, that ? is one character, that Deny wins and that a missing variable matches nothing', () => {
    expect(allows(of(allow('topic/a/*/z')), ask('Publish', 'me', 'a/b/c/z'))).toBe(true)
    expect(allows(of(allow('topic/a/?/z')), ask('Publish', 'me', 'a/bc/z'))).toBe(false)
    expect(allows(of(allow('topic/a/*'), allow('topic/a/b', 'Deny')), ask('Publish', 'me', 'a/b'))).toBe(false)
    expect(allows(of(allow('topic/${iot:Connection.Thing.ThingName}')), { ...ask('Publish', 'me', 'me'), thing: undefined })).toBe(false)
    expect(allows(of(allow('topic/+/a')), ask('Publish', 'me', 'x/a'))).toBe(false)
    expect(allows(of(allow('topic/*')), ask('Subscribe', 'me', 'x'))).toBe(false)
  })
})
