import { describe, expect, it } from 'vitest'
import { readOrder } from '#lib/door.ts'
import { deployed, ofType, type Template, templateOf } from '#test/fixtures/template.ts'

const template = templateOf({ county: 'template', preset: 'aws', cognito: { adminEmail: 'it@county.example' } })
const environmentOf = (name: string) => {
  const [, found] = ofType(template, 'AWS::Lambda::Function').find(([id]) => id.startsWith(name.replaceAll('-', ''))) ?? []
  return deployed(found?.Environment) as { Variables: Record<string, string> }
}

/** A chain of resources that wait for each other, which CloudFormation would refuse; none is the answer hoped for. */
function circleIn({ Resources }: Template): string[] | undefined {
  const needs = new Map(Object.entries(Resources).map(([id, resource]) => [id, referencesIn(resource).filter((to) => to in Resources)]))
  const done = new Set<string>()
  const walk = (id: string, path: string[]): string[] | undefined => {
    if (path.includes(id)) return [...path.slice(path.indexOf(id)), id]
    if (done.has(id)) return undefined
    for (const next of needs.get(id) ?? []) {
      const circle = walk(next, [...path, id])
      if (circle) return circle
    }
    done.add(id)
    return undefined
  }
  return [...needs.keys()].map((id) => walk(id, [])).find((circle) => circle !== undefined)
}

function referencesIn(part: unknown): string[] {
  if (Array.isArray(part)) return part.flatMap(referencesIn)
  if (typeof part !== 'object' || part === null) return []
  return Object.entries(part).flatMap(([name, value]) => {
    if (name === 'Ref' && typeof value === 'string') return [value]
    if (name === 'Fn::GetAtt') return [String(Array.isArray(value) ? value[0] : value)]
    if (name === 'DependsOn') return [value].flat().map(String)
    return referencesIn(value)
  })
}

describe('a county with a user pool of its own', () => {
  it('can be deployed: no resource waits for itself', () => {
    expect(circleIn(template)).toBeUndefined()
    const planted = { Resources: { A: { Type: 'x', Properties: { b: { Ref: 'B' } } }, B: { Type: 'x', Properties: { a: { Ref: 'A' } } } } }
    expect(circleIn(planted)).toEqual(['A', 'B', 'A'])
  })

  it('tells API and authorizer what tokens are held against', () => {
    for (const name of ['api', 'console-authorizer']) {
      const told = JSON.stringify(environmentOf(name).Variables.IDENTITY)
      expect(told).toContain('cognito:groups')
      expect(told).toContain('cognito-idp.')
    }
  })

  it('lets the page talk to the pool and its sign-in pages', () => {
    const origins = JSON.stringify(environmentOf('site').Variables.CONNECT_ORIGINS)
    expect(origins).toContain('https://cognito-idp.')
    expect(origins).toContain('.amazoncognito.com')
    expect(origins).toContain('wss://*.iot.')
  })

  it('has a public client that comes back to the console', () => {
    const [[, client] = []] = ofType(template, 'AWS::Cognito::UserPoolClient')
    expect(client).toMatchObject({ GenerateSecret: false, AllowedOAuthFlows: ['code'], AllowedOAuthScopes: ['openid'] })
    expect(JSON.stringify(client?.CallbackURLs)).toContain('HttpApi')
  })

  it('has a group for each role, nobody who signed up alone, and one who is invited', () => {
    expect(ofType(template, 'AWS::Cognito::UserPoolGroup')).toHaveLength(10)
    const [[, pool] = []] = ofType(template, 'AWS::Cognito::UserPool')
    expect(pool).toMatchObject({ AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } })
    const [[, first] = []] = ofType(template, 'AWS::Cognito::UserPoolUser')
    expect(first).toMatchObject({ Username: 'it@county.example', DesiredDeliveryMediums: ['EMAIL'] })
  })
})

describe('the door with a user pool', () => {
  const found = { hasCounty: () => true, hasConsole: () => true }
  const asked = (context: Record<string, unknown>) => readOrder({ context, account: undefined, region: undefined }, found)

  it.each([
    ['in AWS China', { preset: 'aws-cn', identity: 'cognito', adminEmail: 'a@b.cn' }, 'AWS China has no Cognito'],
    ['without the first administrator', { identity: 'cognito' }, '-c adminEmail='],
    ['with an address that is none', { identity: 'cognito', adminEmail: 'wang' }, '-c adminEmail='],
    ['of another maker', { identity: 'auth0' }, 'takes cognito only'],
  ])('refuses one %s', (_title, context, words) =>
    expect(asked(context)).toMatchObject({ type: 'refused', sentence: { en: expect.stringContaining(words) } }),
  )

  it('takes one that is complete', () =>
    expect(asked({ identity: 'cognito', adminEmail: 'a@b.cn' })).toMatchObject({ order: { cognito: { adminEmail: 'a@b.cn' } } }))
})
