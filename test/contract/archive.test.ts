import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { archiveFile } from '#adapters/archive-lines.ts'
import { S3Archive } from '#adapters/aws/archive.ts'
import { LocalArchive } from '#adapters/local/archive.ts'
import { archiveContract } from '#test/contract/archive-contract.ts'
import { clientOf } from '#test/contract/fake-client.ts'

const keysPerPage = 2

/** A bucket as S3 documents it: keys in byte order, in pages, rolled up to a delimiter; a rolled-up prefix counts as one key. */
function bucket(): S3Client {
  const objects = new Map<string, Uint8Array>()
  const list = ({ Prefix = '', Delimiter, ContinuationToken = '' }: ListObjectsV2Command['input']) => {
    const rolledUp = (key: string) => {
      const end = Delimiter ? key.indexOf(Delimiter, Prefix.length) : -1
      return end < 0 ? key : key.slice(0, end + 1)
    }
    const names = [...new Set([...objects.keys()].filter((key) => key.startsWith(Prefix)).map(rolledUp))].sort()
    const rest = names.filter((one) => one > ContinuationToken)
    const page = rest.slice(0, keysPerPage)
    return {
      Contents: page.filter((one) => objects.has(one)).map((Key) => ({ Key })),
      CommonPrefixes: page.filter((one) => !objects.has(one)).map((one) => ({ Prefix: one })),
      ...(rest.length > page.length && { NextContinuationToken: page.at(-1) }),
    }
  }
  return clientOf<S3Client>((command) => {
    if (command instanceof PutObjectCommand) {
      objects.set(command.input.Key ?? '', Uint8Array.from(command.input.Body as Uint8Array))
      return {}
    }
    if (command instanceof GetObjectCommand) {
      const bytes = objects.get(command.input.Key ?? '')
      if (!bytes) throw new Error('NoSuchKey')
      return { Body: { transformToByteArray: async () => bytes } }
    }
    if (command instanceof ListObjectsV2Command) return list(command.input)
    throw new Error('an archive puts, gets and lists')
  })
}

archiveContract('the folder of a laptop', async () => new LocalArchive(join(mkdtempSync(join(tmpdir(), 'archive-')), 'archive')))
archiveContract('S3', async () => new S3Archive(bucket(), 'bucket'))

it('the folder of a laptop shows no batch whose writing has not ended', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'archive-'))
  mkdirSync(join(folder, '2026-11-23'))
  writeFileSync(join(folder, '2026-11-23', 's-1.ndjson.gz.part'), Uint8Array.of(0x1f, 0x8b))
  const atMs = Date.UTC(2026, 10, 23)
  const batches: unknown[] = []
  for await (const batch of new LocalArchive(folder).read(atMs, atMs + 1)) batches.push(batch)
  expect(batches).toEqual([])
})

it('the folder of a laptop and S3 still read what a release filed by day', async () => {
  const atMs = Date.UTC(2026, 10, 23, 14, 30)
  const envelope = { kind: 'probe', device: 'd-1', clientId: 'd-1', principal: 'key/d-1', receivedAtMs: atMs, payload: Uint8Array.of(7) }
  const records = [{ sequence: '1', envelope }]
  const [folder, client] = [mkdtempSync(join(tmpdir(), 'archive-')), bucket()]
  mkdirSync(join(folder, '2026-11-23'))
  writeFileSync(join(folder, '2026-11-23', 's-1.ndjson.gz'), await archiveFile(records))
  await client.send(new PutObjectCommand({ Bucket: 'bucket', Key: 'messages/2026-11-23/s-1.ndjson.gz', Body: await archiveFile(records) }))
  for (const archive of [new LocalArchive(folder), new S3Archive(client, 'bucket')]) {
    await archive.store('s-2', [{ sequence: '2', envelope: { ...envelope, receivedAtMs: atMs + 1 } }])
    const read: string[] = []
    for await (const batch of archive.read(atMs, atMs + 2)) read.push(...batch.map(({ sequence }) => sequence))
    expect(read).toEqual(['1', '2'])
  }
})
