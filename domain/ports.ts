import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Device, DeviceId } from '#domain/observation/device.ts'
import type { SignedIn } from '#domain/people/principal.ts'

/** The county's time. `now` is whole epoch milliseconds; `sleep` resolves early, without error, when aborted. */
export interface Clock {
  now(): number
  sleep(durationMs: number, signal?: AbortSignal): Promise<void>
}

/** Uniform numbers in [0, 1). */
export interface Rng {
  next(): number
}

export type Key = { pk: string; sk: string }

/** One row of the ledger: JSON `value`, at most 400 KB with its keys (the limit of DynamoDB), at most two sparse views. */
export type Item<Value = unknown> = Key & {
  value: Value
  /** Counts the writes of this row, from 1. */
  version: number
  /** Number of the schema that its value was written by; absent: the first. */
  schemaVersion?: number
  views?: { a?: Key; b?: Key }
  /** From this second on the row cannot be read, whenever the engine gets round to deleting it. */
  expiresAtSeconds?: number
}

/** Every write is conditional: `ifVersion` is the version that was read, 0 for "does not exist" (or has expired). */
export type Write =
  | ({ type: 'put'; key: Key; value: unknown; ifVersion: number } & Pick<Item, 'schemaVersion' | 'views' | 'expiresAtSeconds'>)
  | { type: 'delete'; key: Key; ifVersion: number }
  | { type: 'check'; key: Key; ifVersion: number }

export type CommitResult = { type: 'committed' } | { type: 'conflict' }

export type RangeQuery = {
  pk: string
  view?: 'a' | 'b'
  /** Sort keys strictly after this. */
  after?: string
  /** Sort keys strictly before this. */
  before?: string
  limit: number
  newestFirst?: boolean
}

/**
 * The ledger. Reads by `get` are strongly consistent; a `view` may lag behind its rows by seconds.
 * `commit` applies all of at most 100 writes on distinct keys or none, and answers `conflict` instead of throwing; it throws
 * `StoreUnavailable` when it cannot tell, so the caller must be able to repeat itself.
 */
export interface Store {
  get(keys: Key[]): Promise<(Item | undefined)[]>
  /** Rows in sort-key order; ask again with `after` (or `before`) of the last one: an empty page means the end. */
  range(query: RangeQuery): Promise<Item[]>
  commit(writes: Write[]): Promise<CommitResult>
}

/** What the broker knows of a message, and its bytes as the device sent them. */
export type Envelope = {
  kind: string
  device: DeviceId
  clientId: string
  /** The authenticated identity behind the connection: a certificate id, a key id, an API client. */
  principal: string
  receivedAtMs: number
  payload: Uint8Array
  /** The rejected message that this one is, sent again by a person; no device can say so. */
  replayOf?: string
}

export type StreamRecord = { sequence: string; envelope: Envelope }

/** Ordered per device. Resolves when every record is durable; a rejected promise means that none may be assumed so. */
export interface Stream {
  append(envelopes: Envelope[]): Promise<void>
}

/** Everything that came in, in batches, for as long as the county keeps it. Storing the same batch twice is harmless. */
export interface Archive {
  store(batchId: string, records: StreamRecord[]): Promise<void>
  /**
   * Names of the batches whose first record came in within the hour (UTC) that begins at this moment, epoch ms; those of one shard
   * in order. Releases before this listing filed by day: such batches come with the first hour of their day.
   */
  batches(hourStartMs: number): Promise<string[]>
  /** One batch by its name, whole. @throws when it cannot be read */
  open(batch: string): Promise<StreamRecord[]>
  /** What came in from one moment to before another, epoch ms, in batches; batches of one shard come in order. */
  read(fromMs: number, toMs: number): AsyncIterable<StreamRecord[]>
  /** Start of the first day (UTC) of which something is kept, epoch ms; `undefined` while there is nothing. */
  begins(): Promise<number | undefined>
}

/** At-least-once delivery after a delay of at most 900 s (the limit of SQS). */
export interface Queue {
  send(message: { id: string; body: unknown; delaySeconds: number }): Promise<void>
}

/** Hints to consoles: may be lost or doubled; REST is the truth. */
export interface Push {
  publish(topic: string, payload: unknown): Promise<void>
}

/** The way back to devices: orders at QoS 1, never retained. */
export interface DeviceCommands {
  command(command: DeviceCommand): Promise<void>
}

/** What devices sign in with. */
export interface DeviceEnrolment {
  /**
   * Makes credentials for a device; they are shown once, and those of before end. With a certificate request (PKCS#10, PEM) the
   * certificate is for the key that the device keeps to itself. @throws CertificateRequestRefused
   */
  enrol(device: Device, certificateRequest?: string): Promise<DeviceCredentials>
  /** Makes new credentials beside those of before, so that no message is lost while they are exchanged. @throws CertificateRequestRefused */
  rotate(device: Device, certificateRequest?: string): Promise<DeviceCredentials>
  /** Ends all credentials but the last that were made; a connection by those of before is closed. */
  completeRotation(device: DeviceId): Promise<void>
  /** After this resolves the device cannot connect any more, and an open connection is closed. */
  revoke(device: DeviceId): Promise<void>
}

/** A certificate comes without its private key when it was asked for by a certificate request. */
export type DeviceCredentials =
  | { type: 'key'; clientId: string; username: string; password: string }
  | { type: 'certificate'; clientId: string; certificatePem: string; privateKeyPem?: string; endpoint: string }

/** Who stands behind a bearer token; `undefined` when it proves nothing. `IssuerUnreachable` is thrown when nobody can tell. */
export interface Identity {
  verify(bearerToken: string): Promise<SignedIn | undefined>
}

/** Facts as fields, one line each, never personal data. */
export interface Log {
  info(message: string, fields?: Record<string, unknown>): void
  warn(message: string, fields?: Record<string, unknown>): void
  error(message: string, fields?: Record<string, unknown>): void
}

/** Counters and durations; names and dimensions are few and fixed. */
export interface Meter {
  count(name: string, amount: number, dimensions?: { scenario?: string; reason?: string }): void
}
