import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis'
import { afterAll, describe, expect, it } from 'vitest'
import { KinesisStream } from '#adapters/aws/stream.ts'
import { LedgerFile } from '#adapters/local/ledger-file.ts'
import { StreamLog } from '#adapters/local/stream-log.ts'
import { decodeEnvelope } from '#domain/observation/envelope.ts'
import type { Envelope } from '#domain/ports.ts'
import { seededRng } from '#local/seeded-rng.ts'
import { clientOf } from '#test/contract/fake-client.ts'
import { byDevice, envelope, streamContract } from '#test/contract/stream-contract.ts'

const files: LedgerFile[] = []
afterAll(() => Promise.all(files.map((file) => file.close())))

async function openLog() {
  const folder = mkdtempSync(join(tmpdir(), 'stream-'))
  const file = await LedgerFile.open(folder)
  files.push(file)
  return { folder, file, stream: await StreamLog.open(file) }
}

async function readAll(stream: StreamLog): Promise<Envelope[]> {
  return (await stream.read('0', 10_000)).map(({ envelope: one }) => one)
}

/**
 * Kinesis as its documentation of PutRecords has it: at most 500 records and 5 MiB a request; each record is taken or refused
 * by itself, and one that is refused does not hold up those after it.
 */
class FakeKinesis {
  readonly taken: Envelope[] = []
  readonly requests: string[][] = []
  isRefused: (request: number, index: number) => boolean = () => false
  readonly client = clientOf<KinesisClient>((command) => {
    if (!(command instanceof PutRecordsCommand)) throw new Error('a stream only puts records')
    const records = (command.input.Records ?? []).map(({ PartitionKey = '', Data = new Uint8Array() }) => ({ PartitionKey, Data }))
    const bytes = records.reduce((sum, { PartitionKey, Data }) => sum + PartitionKey.length + Data.byteLength, 0)
    if (records.length === 0 || records.length > 500 || bytes > 5 << 20) throw new Error('ValidationException')
    const envelopes = records.map(({ Data }) => decodeEnvelope(Data))
    const request = this.requests.push(envelopes.map(({ payload }) => new TextDecoder().decode(payload)))
    const answers = envelopes.map((one, index) => {
      if (this.isRefused(request, index)) return { ErrorCode: 'ProvisionedThroughputExceededException' }
      expect(records[index]?.PartitionKey).toBe(one.device)
      return { SequenceNumber: String(this.taken.push(one)), ShardId: 'shardId-000000000000' }
    })
    return { Records: answers, FailedRecordCount: answers.filter(({ ErrorCode }) => ErrorCode).length }
  })
  readonly stream = new KinesisStream(this.client, 'stream', { now: () => 0, sleep: async () => undefined }, seededRng(1))

  underTest() {
    const breakDown = async () => {
      this.isRefused = () => true
    }
    return { stream: this.stream, kept: async () => this.taken, breakDown }
  }
}

streamContract('the log of a laptop', async () => {
  const { file, stream } = await openLog()
  return { stream, kept: () => readAll(stream), breakDown: () => file.close() }
})

streamContract('Kinesis', async () => new FakeKinesis().underTest())

streamContract('Kinesis with one record in a hundred refused', async () => {
  const kinesis = new FakeKinesis()
  const rng = seededRng(2)
  kinesis.isRefused = (request) => request < 5 && rng.next() < 0.01
  return kinesis.underTest()
})

describe('the log of a laptop', () => {
  it('still has everything after it was closed and opened again', async () => {
    const { folder, file, stream } = await openLog()
    await Promise.all([stream.append([envelope('d-1', 'a'), envelope('d-2', 'b')]), stream.append([envelope('d-1', 'c')])])
    await file.close()
    const again = await LedgerFile.open(folder)
    files.push(again)
    const reopened = await StreamLog.open(again)
    await reopened.append([envelope('d-1', 'd')])
    expect(byDevice(await readAll(reopened))).toEqual({ 'd-1': ['a', 'c', 'd'], 'd-2': ['b'] })
  })
})

describe('Kinesis', () => {
  it('is sent only what it refused, and what the same device said after that', async () => {
    const kinesis = new FakeKinesis()
    kinesis.isRefused = (request, index) => request === 1 && index === 1
    await kinesis.stream.append([envelope('d-1', 'a'), envelope('d-2', 'b'), envelope('d-1', 'c'), envelope('d-2', 'd')])
    expect(kinesis.requests).toEqual([
      ['a', 'b', 'c', 'd'],
      ['b', 'd'],
    ])
  })
})
