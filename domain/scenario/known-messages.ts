import { sha256 } from '#domain/digest.ts'
import type { Observation } from '#domain/observation/observation.ts'

/**
 * As stored: start of a slot of time (epoch s) → the messages observed in it, twelve characters each. Eight are the SHA-256 of
 * device and message id (48 bits: two of four thousand messages are taken for one another once in 35 million keys), four that of
 * the body.
 */
export type KnownEntries = Record<string, string>

const idLength = 8
const entryLength = 12
/**
 * A row holds at most 400 KB. In a storm on one key the oldest ids are forgotten first: a repetition of those could raise
 * the evidence count once more, but never opens a second incident, because incident ids are derived from the episode.
 */
const entriesKept = 4_000
const shortestSlotMs = 60_000
const slotsWhileRelevant = 16

/** The messages of one key that had an effect and may still be repeated. Changed in place while a batch is worked through. */
export class KnownMessages {
  readonly #stored: KnownEntries
  readonly #slotMs: number
  /** Id → body, of those stored: read when the first message is asked about. */
  #bodies: Map<string, string> | undefined
  readonly #added: { id: string; body: string; slot: string }[] = []

  constructor(stored: KnownEntries = {}, relevantForSeconds = 0) {
    this.#stored = stored
    this.#slotMs = Math.max(shortestSlotMs, (relevantForSeconds * 1000) / slotsWhileRelevant)
  }

  /** Whether this message had its effect already, or its id had another one. */
  verdictOn(observation: Observation): 'new' | 'known' | 'conflicting' {
    this.#bodies ??= bodiesOf(this.#stored)
    // Most keys remember nothing: then no name need be hashed.
    if (this.#bodies.size === 0) return 'new'
    const body = this.#bodies.get(idOf(nameOf(observation)))
    if (body === undefined) return 'new'
    return body === bodyOf(observation) ? 'known' : 'conflicting'
  }

  remember(observation: Observation): void {
    const [id, body] = [idOf(nameOf(observation)), bodyOf(observation)]
    this.#bodies ??= bodiesOf(this.#stored)
    this.#bodies.set(id, body)
    this.#added.push({ id, body, slot: slotOf(observation.observedAtMs, this.#slotMs) })
  }

  /** What is worth keeping: no slot that ended before `sinceMs`, and no more than fits. */
  entriesSince(sinceMs: number): KnownEntries {
    const kept: KnownEntries = {}
    const isKept = (slot: string) => Number(slot) * 1000 + this.#slotMs > sinceMs
    for (const slot in this.#stored) if (isKept(slot)) kept[slot] = this.#stored[slot] ?? ''
    for (const { id, body, slot } of this.#added) if (isKept(slot)) kept[slot] = (kept[slot] ?? '') + id + body
    return newest(kept)
  }
}

/** What one entry of version 1 says: its name, or a digest of one that was long, when it was observed, and a digest of its body. */
export function knownFromVersion1(entries: Record<string, [observedAtMs: number, bodyHash: string]>): KnownEntries {
  const known: KnownEntries = {}
  for (const [name, [observedAtMs, bodyHash]] of Object.entries(entries)) {
    const slot = slotOf(observedAtMs, shortestSlotMs)
    // A name has a / between device and message; the digest of a longer one has none.
    const id = name.includes('/') ? idOf(name) : base64Of(name)
    known[slot] = (known[slot] ?? '') + id + base64Of(bodyHash.slice(0, 6))
  }
  return known
}

function newest(kept: KnownEntries): KnownEntries {
  const most = entriesKept * entryLength
  let length = Object.values(kept).reduce((sum, entries) => sum + entries.length, 0)
  if (length <= most) return kept
  for (const slot of Object.keys(kept).sort((a, b) => Number(a) - Number(b))) {
    const surplus = Math.min(length - most, kept[slot]?.length ?? 0)
    kept[slot] = kept[slot]?.slice(surplus) ?? ''
    length -= surplus
    if (kept[slot] === '') delete kept[slot]
  }
  return kept
}

function bodiesOf(stored: KnownEntries): Map<string, string> {
  const bodies = new Map<string, string>()
  for (const slot in stored) {
    const entries = stored[slot] ?? ''
    for (let at = 0; at < entries.length; at += entryLength)
      bodies.set(entries.slice(at, at + idLength), entries.slice(at + idLength, at + entryLength))
  }
  return bodies
}

function slotOf(observedAtMs: number, slotMs: number): string {
  return String((Math.floor(observedAtMs / slotMs) * slotMs) / 1000)
}

function nameOf({ device, messageId }: Observation): string {
  return `${device}/${messageId}`
}

function idOf(name: string): string {
  return base64Of(sha256(name).slice(0, 12))
}

function bodyOf(observation: Observation): string {
  return base64Of(sha256(JSON.stringify(observation.body)).slice(0, 6))
}

/** Three bytes, six hexadecimal digits, are four characters. */
function base64Of(hex: string): string {
  return Buffer.from(hex, 'hex').toString('base64')
}
