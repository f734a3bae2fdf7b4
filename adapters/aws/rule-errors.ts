import { DeleteObjectCommand, GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3'

export type RuleErrorObject = { key: string; text: string; writtenAtMs: number; remove(): Promise<void> }

/** What an IoT rule's error action left in the bucket; nothing when the object was dealt with before. */
export async function readRuleErrors(client: S3Client, bucket: string, keys: readonly string[]): Promise<RuleErrorObject[]> {
  const found: RuleErrorObject[] = []
  for (const key of keys) {
    const content = await contentOf(client, bucket, key)
    if (!content) continue
    found.push({
      key,
      ...content,
      remove: async () => void (await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }))),
    })
  }
  return found
}

async function contentOf(client: S3Client, bucket: string, key: string) {
  try {
    const { Body: body, LastModified: written } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }))
    if (!body || !written) throw new Error(`S3 answered neither content nor time of ${key}; the notification comes round again`)
    return { text: await body.transformToString('utf-8'), writtenAtMs: written.getTime() }
  } catch (error) {
    if (error instanceof NoSuchKey) return undefined
    throw error
  }
}
