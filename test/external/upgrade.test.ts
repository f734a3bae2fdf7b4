import { CreateTableCommand, DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'
import { beforeAll, describe, expect, it } from 'vitest'
import { DynamoStore } from '#adapters/aws/store.ts'
import type { Item } from '#domain/ports.ts'
import { readIncidents } from '#ledger/incidents.ts'
import { keys } from '#ledger/keys.ts'
import { memoryOf, memoryWrite } from '#ledger/memories.ts'
import { RowUnreadable, readRow, rowOf } from '#ledger/row-type.ts'
import { rowTypeAt } from '#ledger/row-type-at.ts'
import { scenarios } from '#scenarios/index.ts'
import { tableDefinition } from '#test/external/table.ts'
import { keptFolders, rowsOf, unpacked } from '#test/upgrade/rows.ts'

/** The rows of every release's folder in DynamoDB Local, a program this project did not write; `.ci/run` starts it. */
const endpoint = process.env.DYNAMODB_ENDPOINT
if (!endpoint) throw new Error('set DYNAMODB_ENDPOINT to a DynamoDB Local on this machine')
const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials: { accessKeyId: 'local', secretAccessKey: 'local' } })

describe.each(keptFolders())('the rows that version $version has written', ({ version, archive }) => {
  const table = `upgrade-${version}-${process.pid}`
  const store = new DynamoStore(client, table, { now: () => Date.UTC(2026, 10, 23) })
  let rows: Item[] = []

  beforeAll(async () => {
    await client.send(new CreateTableCommand(tableDefinition(table)))
    rows = await rowsOf(`${unpacked(archive)}/data`)
    for (const row of rows) await client.send(new PutItemCommand({ TableName: table, Item: attributesOf(row) }))
  })

  it('are read as what they are', async () => {
    expect(rows.length).toBeGreaterThan(100)
    const items = await store.get(rows)
    for (const [index, item] of items.entries()) {
      const type = rowTypeAt(rows[index] as Item)
      if (item && type) expect(rowOf({ ...type, trusted: undefined }, item).version).toBe(item.version)
    }
    const ids = rows.filter(({ sk }) => sk === 'incident').map(({ pk }) => pk.slice('INCIDENT#'.length))
    expect((await readIncidents(store, ids)).size).toBe(ids.length)
  })

  it('hold memories that are brought forward, written in today’s form and read again', async () => {
    for (const scenario of scenarios) {
      const memories = rows.filter(({ pk }) => pk.startsWith(`MEMORY#${scenario.id}#`))
      expect(memories.length, scenario.id).toBeGreaterThan(0)
      for (const { pk, sk } of memories) {
        const [item] = await store.get([{ pk, sk }])
        if (!item) throw new Error(`${pk} is not there`)
        const memory = memoryOf(scenario, item)
        const key = pk.slice(`MEMORY#${scenario.id}#`.length)
        expect(await store.commit([memoryWrite(scenario, key, memory, item.version)])).toEqual({ type: 'committed' })
        const [again] = await store.get([{ pk, sk }])
        expect(again && memoryOf(scenario, again).detector).toEqual(memory.detector)
      }
    }
  })

  it('refuse a row of a newer release, and leave it as it is', async () => {
    const incident = rows.find(({ sk }) => sk === 'incident') as Item
    const id = 'i-newer'
    const newer = { ...incident, pk: `INCIDENT#${id}`, schemaVersion: 99, views: {} }
    await client.send(new PutItemCommand({ TableName: table, Item: attributesOf(newer) }))
    await expect(readRow(store, keys.incident(id))).rejects.toThrow(RowUnreadable)
    expect((await store.get([keys.incident(id)]))[0]).toMatchObject({ value: incident.value, version: incident.version, schemaVersion: 99 })
  })
})

function attributesOf({ pk, sk, value, version, schemaVersion, views, expiresAtSeconds }: Item) {
  return {
    pk: { S: pk },
    sk: { S: sk },
    v: { N: String(version) },
    d: { S: JSON.stringify(value) },
    ...(schemaVersion !== undefined && { s: { N: String(schemaVersion) } }),
    ...(views?.a && { apk: { S: views.a.pk }, ask: { S: views.a.sk } }),
    ...(views?.b && { bpk: { S: views.b.pk }, bsk: { S: views.b.sk } }),
    ...(expiresAtSeconds !== undefined && { e: { N: String(expiresAtSeconds) } }),
  }
}
