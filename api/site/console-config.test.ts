import { describe, expect, it } from 'vitest'
import { connectOrigins, deployedConsoleConfig } from '#api/site/console-config.ts'
import { consoleConfigSchema } from '#domain/api/console-config.ts'
import { identitySettingsSchema } from '#domain/people/identity-settings.ts'

const settings = (more: object = {}) =>
  identitySettingsSchema.parse({ issuer: 'https://login.example/realms/county', audience: 'county-sense-api', ...more })

describe('what a console is told', () => {
  const push = { url: 'wss://a.iot.example/mqtt', heartbeatSeconds: 60 }

  it('is where to sign in and where hints come from', () =>
    expect(consoleConfigSchema.parse(deployedConsoleConfig({ id: 'demo', identity: settings() }, push))).toEqual({
      county: 'demo',
      oidc: { authority: 'https://login.example/realms/county', clientId: 'console', scope: 'openid' },
      push: { ...push, username: 'console', topic: 'cs/demo/console/#' },
    }))

  it('has no push where the county has none', () =>
    expect(deployedConsoleConfig({ id: 'demo', identity: settings() }, undefined)).not.toHaveProperty('push'))

  it.each([
    ['its own', { consoleClientId: 'desk', clientIds: ['first'] }, 'desk'],
    ['the first that the county names', { clientIds: ['first', 'second'] }, 'first'],
  ])('signs in as %s', (_title, more, clientId) =>
    expect(deployedConsoleConfig({ id: 'demo', identity: settings(more) }, undefined).oidc.clientId).toBe(clientId),
  )

  it('says what is missing in a county without an issuer', () =>
    expect(() => deployedConsoleConfig({ id: 'demo' }, undefined)).toThrow('add identity to its county.json'))
})

describe('where a page signs in', () => {
  it('is the origin of the issuer and of its token endpoint, each once', () => {
    expect(connectOrigins(settings())).toEqual(['https://login.example'])
    expect(connectOrigins(settings({ tokenEndpoint: 'https://login.example/token' }))).toEqual(['https://login.example'])
    expect(connectOrigins(settings({ tokenEndpoint: 'https://auth.example:8443/token' }))).toEqual([
      'https://login.example',
      'https://auth.example:8443',
    ])
  })
})
