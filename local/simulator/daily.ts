import { type Agenda, emptyAgenda } from '#domain/agenda.ts'
import type { County } from '#domain/county/county.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Clock } from '#domain/ports.ts'
import type { Generator, Script } from '#local/ground-truth/script.ts'
import type { SeededRng } from '#local/seeded-rng.ts'
import type { Actor, Say } from '#local/simulator/actor.ts'

const dayMs = 86_400_000
const summer = { fromMonth: 3, toMonth: 8 }

/** The generators of invented days, told live: a new day every 24 hours. What really happened is not written down here. */
export function dailyActor(county: County, generators: readonly Generator[], rng: SeededRng, clock: Clock, say: Say) {
  const orders = new Map<string, ((command: DeviceCommand) => void)[]>()
  const tellDay = (startMs: number): Agenda => {
    const agenda = emptyAgenda()
    orders.clear()
    for (const [index, tell] of generators.entries()) tell(stageAt(startMs, agenda, index))
    return agenda
  }
  const stageAt = (startMs: number, agenda: Agenda, index: number): Script => {
    const month = new Date(startMs).getUTCMonth()
    return {
      county,
      startMs,
      endMs: startMs + dayMs,
      season: month >= summer.fromMonth && month <= summer.toMonth ? 'summer' : 'winter',
      rng: rng.fork(`${index} ${startMs}`),
      now: () => clock.now(),
      at: (atMs, act) => agenda.add(atMs, act),
      say,
      truth: () => undefined,
      silence: () => undefined,
      onOrder: (device, act) => orders.set(device, [...(orders.get(device) ?? []), act]),
    }
  }
  const firstMs = clock.now()
  const first = tellDay(firstMs)
  const listeners = new Set(orders.keys())
  const actor: Actor = {
    onCommand: (command) => orders.get(command.device)?.forEach((act) => void act(command)),
    async run(signal) {
      for (let [agenda, startMs] = [first, firstMs]; !signal.aborted; [agenda, startMs] = [tellDay(startMs + dayMs), startMs + dayMs]) {
        for (let atMs = agenda.peek(); atMs !== undefined && !signal.aborted; atMs = agenda.peek()) {
          if (atMs > clock.now()) await clock.sleep(atMs - clock.now(), signal)
          else agenda.next()?.act()
        }
        if (!signal.aborted) await clock.sleep(Math.max(0, startMs + dayMs - clock.now()), signal)
      }
    },
  }
  return { actor, listeners }
}
