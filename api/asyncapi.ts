import { jsonSchema } from '#api/openapi.ts'
import type { Kind } from '#domain/observation/kind.ts'

type Json = Record<string, unknown>

/** What stands in every message beside the fields of its kind. */
export const envelopeFields: Record<string, Json> = {
  v: { type: 'integer', const: 1, description: 'Version of the message form' },
  id: { type: 'string', minLength: 1, maxLength: 64, description: 'Unique per device; a repetition with the same id has no second effect' },
  ts: { type: ['string', 'number'], description: 'When it was observed: RFC 3339, or epoch seconds, milliseconds or microseconds' },
  lat: { type: 'number', minimum: -90, maximum: 90, description: 'WGS-84 degrees; absent: the registered site' },
  lon: { type: 'number', minimum: -180, maximum: 180, description: 'WGS-84 degrees' },
}

/** The AsyncAPI 3.0 document of the county's MQTT topics: one channel for each kind of message, and the way back. */
export function asyncApiDocument(county: { id: string; name: { en: string } }, kinds: Iterable<Kind>): Json {
  const all = [...kinds]
  const channels = Object.fromEntries(all.map((kind) => [kind.name, uplinkChannel(county.id, kind)]))
  const operations = Object.fromEntries(
    all.map((kind) => [
      `receive-${kind.name}`,
      { action: 'receive', channel: { $ref: `#/channels/${kind.name}` }, summary: `Take in ${kind.title.en}` },
    ]),
  )
  return {
    asyncapi: '3.0.0',
    info: {
      title: `county-sense devices · ${county.name.en}`,
      version: '1.0.0',
      description: 'MQTT 3.1.1, QoS 0 or 1, at most 128 KB a message.',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: { ...channels, commands: commandChannel(county.id) },
    operations: { ...operations, 'send-command': { action: 'send', channel: { $ref: '#/channels/commands' }, summary: 'Order a device' } },
    components: { messages: Object.fromEntries(all.map((kind) => [kind.name, messageOf(kind)])) },
  }
}

/** The JSON Schema of a whole message of a kind: envelope and fields. */
export function messageSchema(kind: Kind): Json {
  const body = jsonSchema(kind.body, 'input')
  return {
    ...body,
    properties: { ...envelopeFields, ...body.properties },
    required: ['ts', ...(body.required ?? [])],
    additionalProperties: true,
  }
}

/** An example of a whole message of a kind. */
export function messageExample(kind: Kind): Json {
  return { v: 1, id: 'a1b2c3', ts: '2026-11-23T14:30:11.000+08:00', ...kind.example }
}

function uplinkChannel(county: string, kind: Kind): Json {
  return {
    address: `cs/${county}/${kind.name}/{device}/up`,
    description: kind.title.en,
    parameters: deviceParameter,
    messages: { [kind.name]: { $ref: `#/components/messages/${kind.name}` } },
  }
}

function commandChannel(county: string): Json {
  const payload = {
    type: 'object',
    required: ['id', 'device', 'name', 'parameters', 'notAfterMs'],
    properties: {
      id: { type: 'string', description: 'The same id twice is one order' },
      device: { type: 'string' },
      name: { type: 'string' },
      parameters: { type: 'object' },
      notAfterMs: { type: 'integer', description: 'Epoch milliseconds; never carry it out later' },
    },
  }
  return {
    address: `cs/${county}/command/{device}/down`,
    description: 'Orders, QoS 1, never retained',
    parameters: deviceParameter,
    messages: { command: { payload } },
  }
}

const deviceParameter = { device: { description: 'Id of the device; it must be the one signed in, or its child' } }

function messageOf(kind: Kind): Json {
  return {
    name: kind.name,
    title: kind.title.en,
    contentType: 'application/json',
    payload: messageSchema(kind),
    examples: [{ name: 'example', payload: messageExample(kind) }],
  }
}
