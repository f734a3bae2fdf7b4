import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { describe, expect, it } from 'vitest'
import { addCounty } from '#lib/county-app.ts'
import { type Knock, readOrder, withoutIdentity } from '#lib/door.ts'
import { NotDeployable } from '#lib/errors.ts'
import { templateOf } from '#test/fixtures/template.ts'

const found = { hasCounty: (id: string) => id === 'demo', hasConsole: () => true }
const knock = (context: Knock['context'], region?: string) => readOrder({ context, account: undefined, region }, found)

describe('the door of the CDK app', () => {
  it.each([
    ['a preset that does not exist', { preset: 'gcp' }, undefined, 'there is no preset "gcp"'],
    ['the preset of AWS in a region of AWS China', { preset: 'aws' }, 'cn-northwest-1', 'use -c preset=aws-cn'],
    ['the preset of AWS China in a region of AWS', { preset: 'aws-cn' }, 'eu-west-1', 'use -c preset=aws'],
    ['a partition that there is no preset for', { preset: 'aws' }, 'us-gov-west-1', 'does not fit region us-gov-west-1'],
    ['a county that has no folder', { county: 'nowhere' }, undefined, 'npm run new:county'],
    ['a path in the place of a county', { county: '../counties/demo' }, undefined, 'there is no county'],
    ['concurrency that is not written as it should', { reservedConcurrency: 'api' }, undefined, 'function=number'],
  ])('refuses %s in one sentence that says what to do', (_what, context, region, told) => {
    const answer = knock(context, region)
    const sentence = answer.type === 'refused' ? answer.sentence : { zh: '', en: '' }
    expect(sentence.en).toContain(told)
    expect(sentence.zh).toMatch(/[\u4e00-\u9fff]/)
    for (const text of Object.values(sentence)) expect(text).not.toContain('\n')
  })

  it('refuses while the console is not built', () => {
    const answer = readOrder({ context: {}, account: undefined, region: undefined }, { ...found, hasConsole: () => false })
    expect(answer).toMatchObject({ type: 'refused', sentence: { en: 'the console is not built: run npm run build first' } })
  })

  it('takes what fits: region and account of the credentials, an issuer, concurrency that is asked for', () => {
    const context = {
      preset: 'aws-cn',
      issuer: 'https://issuer.example',
      audience: 'api',
      reservedConcurrency: 'api=50,console-authorizer=5',
    }
    expect(readOrder({ context, account: '111122223333', region: 'cn-north-1' }, found)).toEqual({
      type: 'order',
      order: {
        ...{ county: 'demo', preset: 'aws-cn', account: '111122223333', region: 'cn-north-1' },
        identity: { issuer: 'https://issuer.example', audience: 'api' },
        reservedConcurrency: { api: 50, 'console-authorizer': 5 },
      },
    })
  })

  it('needs no console to say which stack there is', () => {
    const bare = { hasCounty: () => true, hasConsole: () => false }
    const asked = { context: {}, account: undefined, region: undefined }
    expect(readOrder(asked, bare)).toMatchObject({ type: 'refused', sentence: { en: expect.stringContaining('npm run build') } })
    expect(readOrder({ ...asked, isListedOnly: true }, bare).type).toBe('order')
  })

  it('lets nobody deploy a county to which nobody could sign in', () => {
    const bundleFolder = mkdtempSync(join(tmpdir(), 'functions-'))
    const deploy = () => addCounty(new App(), { county: 'template', preset: 'aws', templateOnly: true, bundleFolder })
    expect(deploy).toThrow(new NotDeployable(withoutIdentity('template')))
    expect(() => templateOf({ county: 'template', preset: 'aws' })).not.toThrow()
  })
})
