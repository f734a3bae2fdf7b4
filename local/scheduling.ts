import type { Clock, Log } from '#domain/ports.ts'

/** Work that repeats until it is stopped; a failure is logged and the next turn tries again. */
export function repeating(clock: Clock, everyMs: number, log: Log, name: string, work: () => Promise<unknown>): { stop(): Promise<void> } {
  const stopping = new AbortController()
  const running = (async () => {
    while (!stopping.signal.aborted) {
      await work().catch((error) => log.error(`${name} failed and will be tried again`, { cause: String(error) }))
      await clock.sleep(everyMs, stopping.signal)
    }
  })()
  return {
    async stop() {
      stopping.abort()
      await running
    },
  }
}

/** Work that never runs twice at once: what triggers it meanwhile makes it run once more. */
export function singleFlight(work: () => Promise<unknown>, log: Log, afterFailure: string): { trigger: () => void; stop(): Promise<void> } {
  let running: Promise<void> | undefined
  let again = false
  let stopped = false
  const run = async () => {
    do {
      again = false
      await work().catch((error) => log.error(afterFailure, { cause: String(error) }))
    } while (again && !stopped)
    running = undefined
  }
  return {
    trigger() {
      again = true
      if (!stopped) running ??= run()
    },
    async stop() {
      stopped = true
      await running
    },
  }
}
