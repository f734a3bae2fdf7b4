import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { beforeAll } from 'vitest'
import { DynamoStore } from '#adapters/aws/store.ts'
import { storeContract } from '#test/contract/store-contract.ts'

/** The store's contract against DynamoDB Local, a program this project did not write; `.ci/run` starts it. */
const endpoint = process.env.DYNAMODB_ENDPOINT
if (!endpoint) throw new Error('set DYNAMODB_ENDPOINT to a DynamoDB Local on this machine')
const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } })
const table = `contract-${process.pid}`

beforeAll(async () => {
  const names = ['pk', 'sk', 'apk', 'ask', 'bpk', 'bsk']
  const view = (name: string) => ({
    IndexName: `view-${name}`,
    KeySchema: [
      { AttributeName: `${name}pk`, KeyType: 'HASH' as const },
      { AttributeName: `${name}sk`, KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType: 'ALL' as const },
  })
  await client.send(
    new CreateTableCommand({
      TableName: table,
      AttributeDefinitions: names.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: [
        { AttributeName: 'pk', KeyType: 'HASH' },
        { AttributeName: 'sk', KeyType: 'RANGE' },
      ],
      GlobalSecondaryIndexes: [view('a'), view('b')],
      BillingMode: 'PAY_PER_REQUEST',
    }),
  )
})

storeContract('DynamoDB', async () => {
  let now = Date.UTC(2026, 10, 23)
  return {
    store: new DynamoStore(client, table, { now: () => now }),
    advance: (ms) => {
      now += ms
    },
  }
})
