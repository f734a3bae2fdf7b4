import { sha256 } from '#domain/digest.ts'
import type { Observation } from '#domain/observation/observation.ts'

/** As stored: short message id → [observed at (epoch ms), hash of the body]. */
export type KnownEntries = Record<string, [observedAtMs: number, bodyHash: string]>

/**
 * A row holds at most 400 KB. In a storm on one key the oldest ids are forgotten first: a repetition of those could raise
 * the evidence count once more, but never opens a second incident, because incident ids are derived from the episode.
 */
const entriesKept = 4_000
const longestId = 24

/** The messages of one key that had an effect and may still be repeated. Changed in place while a batch is worked through. */
export class KnownMessages {
  readonly #entries: KnownEntries
  #added: Map<string, [observedAtMs: number, bodyHash: string]> | undefined

  constructor(entries: KnownEntries = {}) {
    this.#entries = entries
  }

  /** Whether this message had its effect already, or its id had another one. */
  verdictOn(observation: Observation): 'new' | 'known' | 'conflicting' {
    const name = nameOf(observation)
    // Most keys remember nothing: then a long name need not be hashed.
    if (name.length > longestId && !this.#added && isEmpty(this.#entries)) return 'new'
    const id = shortId(name)
    const entry = this.#added?.get(id) ?? (Object.hasOwn(this.#entries, id) ? this.#entries[id] : undefined)
    if (!entry) return 'new'
    return entry[1] === bodyHash(observation) ? 'known' : 'conflicting'
  }

  remember(observation: Observation): void {
    this.#added ??= new Map()
    this.#added.set(shortId(nameOf(observation)), [observation.observedAtMs, bodyHash(observation)])
  }

  /** What is worth keeping: nothing observed before `sinceMs`, and no more than fits. */
  entriesSince(sinceMs: number): KnownEntries {
    const kept: KnownEntries = {}
    let count = 0
    const keep = (id: string, entry: KnownEntries[string]) => {
      if (entry[0] < sinceMs) return
      kept[id] = entry
      count++
    }
    // Without lists in between: a key that speaks every second has hundreds of entries, and this is done with each message.
    for (const id in this.#entries) {
      const entry = this.#entries[id]
      if (entry) keep(id, entry)
    }
    this.#added?.forEach((entry, id) => {
      keep(id, entry)
    })
    return count > entriesKept ? newestOf(kept) : kept
  }
}

function newestOf(entries: KnownEntries): KnownEntries {
  return Object.fromEntries(
    Object.entries(entries)
      .sort((a, b) => b[1][0] - a[1][0])
      .slice(0, entriesKept),
  )
}

function isEmpty(entries: KnownEntries): boolean {
  for (const _ in entries) return false
  return true
}

function nameOf({ device, messageId }: Observation): string {
  return `${device}/${messageId}`
}

/** Names of ordinary length stand for themselves, since hashing each would cost more than reading its message. */
function shortId(name: string): string {
  return name.length <= longestId ? name : sha256(name).slice(0, 12)
}

function bodyHash(observation: Observation): string {
  return sha256(JSON.stringify(observation.body)).slice(0, 8)
}
