import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import type { Key, Write } from '#domain/ports.ts'

export type Attributes = Record<string, AttributeValue>

/** A row as the table holds it; its size and its bill are counted from this. */
export function attributesOf({
  key,
  value,
  ifVersion,
  schemaVersion,
  views,
  expiresAtSeconds,
}: Extract<Write, { type: 'put' }>): Attributes {
  return {
    ...keyAttributes(key),
    v: { N: String(ifVersion + 1) },
    d: { S: JSON.stringify(value) },
    ...(schemaVersion !== undefined && { s: { N: String(schemaVersion) } }),
    ...(views?.a && { apk: { S: views.a.pk }, ask: { S: views.a.sk } }),
    ...(views?.b && { bpk: { S: views.b.pk }, bsk: { S: views.b.sk } }),
    ...(expiresAtSeconds !== undefined && { e: { N: String(expiresAtSeconds) } }),
  }
}

export function keyAttributes({ pk, sk }: Key): Attributes {
  return { pk: { S: pk }, sk: { S: sk } }
}
