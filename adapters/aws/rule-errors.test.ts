import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3'
import { describe, expect, it } from 'vitest'
import { noticedKeys } from '#adapters/aws/rule-error-notice.ts'
import { readRuleErrors } from '#adapters/aws/rule-errors.ts'
import { clientOf } from '#test/contract/fake-client.ts'

const written = new Date('2026-11-23T03:00:00Z')

/** A bucket that holds these objects. */
function bucketOf(objects: Map<string, string>): S3Client {
  return clientOf<S3Client>((command) => {
    const { Key: key = '' } = 'input' in command ? Object(command.input) : {}
    if (!(command instanceof GetObjectCommand)) return void objects.delete(key)
    const text = objects.get(key)
    if (text === undefined) throw new NoSuchKey({ message: 'The specified key does not exist.', $metadata: {} })
    return { Body: { transformToString: async () => text }, LastModified: written }
  })
}

describe('what S3 tells of rule errors', () => {
  it('names the objects, their keys decoded', () => {
    const object = { key: 'rule-errors/probe/1795402800000-x/AROA%3Aa+b', size: 400, eTag: 'd41d8', sequencer: '0055AED6DCD90281E5' }
    const record = { eventVersion: '2.1', eventSource: 'aws:s3', eventName: 'ObjectCreated:Put', s3: { bucket: { name: 'b' }, object } }
    expect(noticedKeys({ Records: [record] })).toEqual(['rule-errors/probe/1795402800000-x/AROA:a b'])
  })

  it('is nothing when it only tries the way, and no notice when a stream failed', () => {
    expect(noticedKeys({ Service: 'Amazon S3', Event: 's3:TestEvent', Time: '2026-11-23T03:00:00Z', Bucket: 'b' })).toEqual([])
    expect(noticedKeys({ KinesisBatchInfo: { shardId: 's' } })).toBeUndefined()
  })

  it('is read once: a repeated notice finds nothing after the object was removed', async () => {
    const client = bucketOf(new Map([['k', 'text']]))
    const [object] = await readRuleErrors(client, 'b', ['k'])
    expect(object).toMatchObject({ key: 'k', text: 'text', writtenAtMs: written.getTime() })
    await object?.remove()
    expect(await readRuleErrors(client, 'b', ['k'])).toEqual([])
  })
})
