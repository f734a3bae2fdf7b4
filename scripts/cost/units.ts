import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { type Attributes, attributesOf } from '#adapters/aws/table-item.ts'
import type { Item } from '#domain/ports.ts'

/*
 * What DynamoDB bills, by its developer guide ("DynamoDB read and write operations", "Item sizes and formats", "Managing
 * complex workflows with transactions"). Both views project all attributes (`lib/constructs/ledger.ts`).
 */

const writeUnitBytes = 1_024
const readUnitBytes = 4_096

/** Bytes of an item as DynamoDB counts them: names and values. `undefined` for none. */
export function itemBytes(item: Item | undefined): number {
  if (!item) return 0
  const { pk, sk, version, ...more } = item
  return attributesBytes(attributesOf({ type: 'put', key: { pk, sk }, ifVersion: version - 1, ...more }))
}

/** Write units of `bytes`; every write costs at least one. */
export function writeUnits(bytes: number): number {
  return Math.max(1, Math.ceil(bytes / writeUnitBytes))
}

/** Read units of what one request (or, of BatchGetItem, one of its items) has read. */
export function readUnits(bytes: number, consistent: boolean): number {
  return Math.max(1, Math.ceil(bytes / readUnitBytes)) * (consistent ? 1 : 0.5)
}

/**
 * Write units of one row's change, its views included: the larger of old and new, twice in a transaction. A view follows after
 * the commit and is written once; one in which the row has another key is written for its leaving and for its coming.
 */
export function changeUnits(old: Item | undefined, next: Item | undefined, inTransaction: boolean): number {
  const [was, is] = [itemBytes(old), itemBytes(next)]
  return writeUnits(Math.max(was, is)) * (inTransaction ? 2 : 1) + viewUnits('a', old, next, was, is) + viewUnits('b', old, next, was, is)
}

function viewUnits(view: 'a' | 'b', old: Item | undefined, next: Item | undefined, oldBytes: number, nextBytes: number): number {
  const [from, to] = [old?.views?.[view], next?.views?.[view]]
  if (from && to && from.pk === to.pk && from.sk === to.sk) return writeUnits(Math.max(oldBytes, nextBytes))
  return (from ? writeUnits(oldBytes) : 0) + (to ? writeUnits(nextBytes) : 0)
}

function attributesBytes(attributes: Attributes): number {
  return Object.entries(attributes).reduce((sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value), 0)
}

function valueBytes({ S, N, B }: AttributeValue): number {
  if (S !== undefined) return Buffer.byteLength(S)
  if (B !== undefined) return B.byteLength
  if (N !== undefined) return numberBytes(N)
  throw new TypeError('a ledger item has strings, numbers and bytes only: count what else it has, too')
}

/** A byte for each two significant digits and one more; one for a minus sign. */
function numberBytes(text: string): number {
  const digits = text.replace(/[-.]/g, '').replace(/^0+|0+$/g, '')
  return Math.ceil(digits.length / 2) + 1 + (text.startsWith('-') ? 1 : 0)
}
