import {
  BatchGetItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  type DynamoDBClient,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb'
import { type Attributes, attributesOf, keyAttributes, storedValueOf } from '#adapters/aws/table-item.ts'
import { StoreUnavailable } from '#domain/errors.ts'
import type { Clock, CommitResult, Item, Key, RangeQuery, Store, Write } from '#domain/ports.ts'

/** DynamoDB's limits: keys in one BatchGetItem, items in one transaction. */
const keysPerRead = 100
const maxWrites = 100

/**
 * The ledger on DynamoDB. A row is `pk`, `sk`, its version `v`, its value as JSON in `d`, deflated in `z` when it is long, the number of that value's schema in `s`, when it expires in `e`, and the keys of
 * its sparse views in `apk`/`ask`, `bpk`/`bsk` (indexes `view-a` and `view-b`). An expired row counts as absent in reads and conditions,
 * because DynamoDB deletes it hours later.
 */
export class DynamoStore implements Store {
  readonly #client: DynamoDBClient
  readonly #table: string
  readonly #clock: Pick<Clock, 'now'>

  constructor(client: DynamoDBClient, table: string, clock: Pick<Clock, 'now'>) {
    this.#client = client
    this.#table = table
    this.#clock = clock
  }

  async get(keys: Key[]): Promise<(Item | undefined)[]> {
    const found = new Map<string, Item>()
    const distinct = [...new Map(keys.map((key) => [nameOf(key), key])).values()]
    for (let start = 0; start < distinct.length; start += keysPerRead) {
      for (const item of await this.#read(distinct.slice(start, start + keysPerRead))) found.set(nameOf(item), item)
    }
    return keys.map((key) => found.get(nameOf(key)))
  }

  async range({ pk, view, after, before, limit, newestFirst }: RangeQuery): Promise<Item[]> {
    const [pkName, skName] = view ? [`${view}pk`, `${view}sk`] : ['pk', 'sk']
    const bounds = [...(after === undefined ? [] : ['#s >= :after']), ...(before === undefined ? [] : ['#s <= :before'])]
    const within = bounds.length === 2 ? '#s BETWEEN :after AND :before' : (bounds[0] ?? '')
    const items: Item[] = []
    let from: Attributes | undefined
    do {
      const answer = await this.#send(() =>
        this.#client.send(
          new QueryCommand({
            TableName: this.#table,
            ...(view ? { IndexName: `view-${view}` } : { ConsistentRead: true }),
            KeyConditionExpression: ['#p = :pk', within].filter(Boolean).join(' AND '),
            ExpressionAttributeNames: { '#p': pkName, ...(within && { '#s': skName }) },
            ExpressionAttributeValues: {
              ':pk': { S: pk },
              ...(after !== undefined && { ':after': { S: after } }),
              ...(before !== undefined && { ':before': { S: before } }),
            },
            ScanIndexForward: !newestFirst,
            Limit: limit - items.length + 2,
            ExclusiveStartKey: from,
          }),
        ),
      )
      for (const attributes of answer.Items ?? []) {
        const at = attributes[skName]?.S
        const item = this.#visible(attributes)
        if (item && at !== after && at !== before && items.length < limit) items.push(item)
      }
      from = answer.LastEvaluatedKey
    } while (from && items.length < limit)
    return items
  }

  async commit(writes: Write[]): Promise<CommitResult> {
    if (writes.length > maxWrites) throw new RangeError(`a commit takes at most ${maxWrites} writes, not ${writes.length}`)
    const items = writes.map((write) => this.#transactItem(write))
    try {
      if (items.length === 1 && items[0]?.Put) await this.#client.send(new PutItemCommand(items[0].Put))
      else if (items.length === 1 && items[0]?.Delete) await this.#client.send(new DeleteItemCommand(items[0].Delete))
      else await this.#client.send(new TransactWriteItemsCommand({ TransactItems: items }))
      return { type: 'committed' }
    } catch (error) {
      if (isConflict(error)) return { type: 'conflict' }
      throw unavailable(error)
    }
  }

  async #read(keys: Key[]): Promise<Item[]> {
    const items: Item[] = []
    let wanted: Attributes[] = keys.map(keyAttributes)
    for (let attempt = 0; wanted.length > 0; attempt++) {
      if (attempt > 8) throw new StoreUnavailable('the table leaves keys unread')
      const request = { RequestItems: { [this.#table]: { Keys: wanted, ConsistentRead: true } } }
      const answer = await this.#send(() => this.#client.send(new BatchGetItemCommand(request)))
      for (const attributes of answer.Responses?.[this.#table] ?? []) {
        const item = this.#visible(attributes)
        if (item) items.push(item)
      }
      wanted = answer.UnprocessedKeys?.[this.#table]?.Keys ?? []
    }
    return items
  }

  #transactItem(write: Write): TransactWriteItem {
    const condition = this.#conditionOf(write.ifVersion)
    const base = { TableName: this.#table, ...condition }
    if (write.type === 'delete') return { Delete: { ...base, Key: keyAttributes(write.key) } }
    if (write.type === 'check') return { ConditionCheck: { ...base, Key: keyAttributes(write.key) } }
    return { Put: { ...base, Item: attributesOf(write) } }
  }

  #conditionOf(version: number) {
    const now = { ':now': { N: String(Math.floor(this.#clock.now() / 1000)) } }
    if (version === 0) return { ConditionExpression: 'attribute_not_exists(pk) OR e <= :now', ExpressionAttributeValues: now }
    return {
      ConditionExpression: 'v = :version AND (attribute_not_exists(e) OR e > :now)',
      ExpressionAttributeValues: { ...now, ':version': { N: String(version) } },
    }
  }

  #visible(attributes: Attributes): Item | undefined {
    const expiresAtSeconds = attributes.e?.N === undefined ? undefined : Number(attributes.e.N)
    if (expiresAtSeconds !== undefined && expiresAtSeconds * 1000 <= this.#clock.now()) return undefined
    const views = { ...viewOf(attributes, 'a'), ...viewOf(attributes, 'b') }
    return {
      pk: attributes.pk?.S ?? '',
      sk: attributes.sk?.S ?? '',
      value: storedValueOf(attributes),
      version: Number(attributes.v?.N),
      ...(attributes.s?.N !== undefined && { schemaVersion: Number(attributes.s.N) }),
      ...(Object.keys(views).length > 0 && { views }),
      ...(expiresAtSeconds !== undefined && { expiresAtSeconds }),
    }
  }

  async #send<T>(call: () => Promise<T>): Promise<T> {
    return call().catch((error: unknown) => {
      throw unavailable(error)
    })
  }
}

function viewOf(attributes: Attributes, view: 'a' | 'b'): Item['views'] {
  const [pk, sk] = [attributes[`${view}pk`]?.S, attributes[`${view}sk`]?.S]
  return pk !== undefined && sk !== undefined ? { [view]: { pk, sk } } : {}
}

/** A lost race: a condition that does not hold, or another transaction on the same row at this moment. */
function isConflict(error: unknown): boolean {
  if (error instanceof ConditionalCheckFailedException) return true
  if (!(error instanceof TransactionCanceledException)) return false
  const codes = (error.CancellationReasons ?? []).map(({ Code }) => Code)
  return codes.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict')
}

/** A row that is too large is the caller's fault and stays one; everything else may pass. */
function unavailable(error: unknown): Error {
  if (error instanceof Error && error.name === 'ValidationException') return error
  return new StoreUnavailable('the table did not answer', { cause: error })
}

function nameOf({ pk, sk }: Key): string {
  return `${pk}\0${sk}`
}
