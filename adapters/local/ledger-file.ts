import { ClassicLevel } from 'classic-level'
import { memberOf } from '#domain/entries.ts'

export type Operation = { type: 'put'; key: string; value: Uint8Array } | { type: 'del'; key: string }

/** Another process has the data folder open, or it cannot be used. */
export class DataFolderUnavailable extends Error {
  override readonly name = 'DataFolderUnavailable'
}

/**
 * The one file of a local county: a LevelDB that only one process may open. Writes that arrive while one is on its way to the
 * disk go together in the next: one flush to disk for many, and `write` resolves only after it.
 */
export class LedgerFile {
  readonly #db: ClassicLevel<string, Uint8Array>
  #waiting: { operations: Operation[]; resolve: () => void; reject: (error: unknown) => void }[] = []
  #writing = false
  readonly #failureListeners: (() => void)[] = []

  private constructor(db: ClassicLevel<string, Uint8Array>) {
    this.#db = db
  }

  static async open(folder: string): Promise<LedgerFile> {
    const db = new ClassicLevel<string, Uint8Array>(folder, {
      keyEncoding: 'utf8',
      valueEncoding: 'view',
      writeBufferSize: 32 << 20,
      cacheSize: 64 << 20,
    })
    try {
      await db.open()
    } catch (error) {
      const cause = memberOf(error, 'cause')
      const locked = memberOf(cause, 'code') === 'LEVEL_LOCKED'
      throw new DataFolderUnavailable(
        locked ? `another process is using ${folder}` : `${folder} cannot be opened: ${String(cause ?? error)}`,
        { cause: error },
      )
    }
    return new LedgerFile(db)
  }

  /** All operations or none, durable when it resolves. Groups keep their order. */
  write(operations: Operation[]): Promise<void> {
    const done = new Promise<void>((resolve, reject) => this.#waiting.push({ operations, resolve, reject }))
    if (!this.#writing) void this.#flush()
    return done
  }

  /** Calls back at once when a write fails, before anybody is told: nothing remembered may be believed any more. */
  onFailure(listener: () => void): void {
    this.#failureListeners.push(listener)
  }

  async getMany(keys: string[]): Promise<(Uint8Array | undefined)[]> {
    return this.#db.getMany(keys)
  }

  /** Entries in key order, both bounds exclusive. */
  async entries(range: { gt: string; lt: string; limit: number; reverse?: boolean }): Promise<[string, Uint8Array][]> {
    return this.#db.iterator({ ...range, fillCache: false }).all()
  }

  async close(): Promise<void> {
    await this.#db.close()
  }

  async #flush(): Promise<void> {
    this.#writing = true
    await Promise.resolve() // lets what is appended in this turn of the event loop join
    while (this.#waiting.length > 0) {
      const group = this.#waiting
      this.#waiting = []
      try {
        await this.#db.batch(
          group.flatMap(({ operations }) => operations),
          { sync: true },
        )
        for (const { resolve } of group) resolve()
      } catch (error) {
        // What waits was decided on the strength of what has just failed, so it fails too.
        const doomed = [...group, ...this.#waiting]
        this.#waiting = []
        for (const listener of this.#failureListeners) listener()
        for (const { reject } of doomed) reject(error)
      }
    }
    this.#writing = false
  }
}
