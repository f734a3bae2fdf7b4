import { LocalQueue } from '#adapters/local/queue.ts'
import { deadlinesWord } from '#ledger/keys.ts'
import { startBacktests } from '#local/backtests.ts'
import { startConsumers } from '#local/consumers.ts'
import type { CountyServices } from '#local/county-services.ts'
import { heartbeatSeconds } from '#local/http/api-doors.ts'
import { repeating, singleFlight } from '#local/scheduling.ts'
import { heartbeat } from '#pipeline/heartbeat.ts'
import { relay } from '#pipeline/relay.ts'
import { runtimesOf } from '#pipeline/scenario-runtime.ts'
import { startShortTimers } from '#pipeline/short-timers.ts'
import { dueDeadlineSchema, expire, sweep } from '#pipeline/sweep.ts'

const [sweepEveryMs, streamTrimEveryMs, archiveTrimEveryMs] = [60_000, 60_000, 3_600_000]
const dayMs = 86_400_000

/** What works without being asked: the stream's consumers, the relay, short timers, the sweep, the heartbeat and the trims. */
export function startBackgroundWork(
  { services, file, store, stream, archive, links, clock, realClock }: CountyServices,
  archiveDays: number,
): { stop(): Promise<void> } {
  const { log, county } = services
  const sweeping = { ...services, scenarioAt: runtimesOf(services, services.scenarios) }
  const timers = new LocalQueue(clock, log)
  timers.consume(({ body }) => expire(sweeping, dueDeadlineSchema.parse(body)))
  const { deviceCommands, push } = links
  const publishOutbox = singleFlight(() => relay({ ...services, deviceCommands, push, timers }), log, 'the relay will try again')
  store.onPut('OUTBOX#', publishOutbox.trigger)
  store.onPut(deadlinesWord, (put) => {
    startShortTimers({ timers, clock }, put).catch((cause) =>
      log.warn('a short timer was not started; the sweep will find its row', { cause: String(cause) }),
    )
  })
  const consumers = startConsumers(services, archive, file, stream)
  const backtests = startBacktests({ ...sweeping, store, archive })
  const schedules = [
    repeating(clock, sweepEveryMs, log, 'sweep', async () => {
      await sweep(sweeping)
      publishOutbox.trigger()
    }),
    repeating(realClock, heartbeatSeconds * 1000, log, 'heartbeat', () => heartbeat({ push, clock, county })),
    repeating(clock, archiveTrimEveryMs, log, 'trim of the archive', () => archive.trim(clock.now() - archiveDays * dayMs)),
    repeating(realClock, streamTrimEveryMs, log, 'trim', () =>
      stream.trim(Math.min(...consumers.map((consumer) => Number(consumer.position)))),
    ),
  ]
  return {
    /** Finishes what is in hand; the file may be closed afterwards. */
    async stop() {
      await backtests.stop()
      for (const schedule of schedules) await schedule.stop()
      for (const consumer of consumers) await consumer.stop()
      await timers.stop()
      await publishOutbox.stop()
    },
  }
}
