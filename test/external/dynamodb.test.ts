import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { beforeAll } from 'vitest'
import { DynamoStore } from '#adapters/aws/store.ts'
import { storeContract } from '#test/contract/store-contract.ts'
import { tableDefinition } from '#test/external/table.ts'

/** The store's contract against DynamoDB Local, a program this project did not write; `.ci/run` starts it. */
const endpoint = process.env.DYNAMODB_ENDPOINT
if (!endpoint) throw new Error('set DYNAMODB_ENDPOINT to a DynamoDB Local on this machine')
const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } })
const table = `contract-${process.pid}`

beforeAll(() => client.send(new CreateTableCommand(tableDefinition(table))))

storeContract('DynamoDB', async () => {
  let now = Date.UTC(2026, 10, 23)
  return {
    store: new DynamoStore(client, table, { now: () => now }),
    advance: (ms) => {
      now += ms
    },
  }
})
