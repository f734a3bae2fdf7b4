import { withClock } from '#domain/county/clock.ts'
import { speakerAck } from '#domain/observation/kinds/speaker-ack.ts'
import { vessel } from '#domain/observation/kinds/vessel.ts'
import type { ObservationOf } from '#domain/observation/observation.ts'
import { emptyMemory } from '#domain/scenario/key-memory.ts'
import type { Fleet } from '#scenarios/fishing-ban/memory.ts'
import { fishingBan } from '#scenarios/fishing-ban/scenario.ts'
import { fishingBanLimits } from '#scenarios/fishing-ban/schema.ts'
import { clock } from '#test/fixtures/clock.ts'
import { observe } from '#test/fixtures/observe.ts'
import { ScenarioPlayer } from '#test/fixtures/scenario-player.ts'

export const noonMs = Date.UTC(2026, 3, 13, 4)
/** Degrees of longitude that a knot makes in a minute at 30° north. */
export const lonPerKnotMinute = 1852 / 60 / (111_195 * Math.cos((30 * Math.PI) / 180))

const ring = [150.1, 150.3].flatMap((lon, side) => (side === 0 ? [30.1, 30.3] : [30.3, 30.1]).map((lat) => [lon, lat]))
export const closed = { id: 'closed-fishing-1', geometry: { type: 'Polygon', coordinates: [[...ring, ring[0]]] } }

export function limitsOf(over: object = {}) {
  return withClock(fishingBanLimits.parse({ closed: [closed], ...over }), clock)
}

export type Said = { minute: number; lat?: number; lon: number; id?: string; body?: object }

export function fixOf({ minute, lat = 30.2, lon, id = 'r-1', body = {} }: Said): ObservationOf<typeof vessel> {
  const atMs = noonMs + Math.round(minute * 60_000)
  const whole = { trackId: id, source: 'radar', datum: 'WGS-84', ...body }
  const place = { id: 'rx-1', key: 'water:closed-fishing-1', site: { lat, lon }, reported: true } as const
  return observe(vessel, whole, { ...place, atMs, messageId: `${id}-${minute}` })
}

/** A boat on its way east, one fix a minute. */
export function course(fromMinute: number, toMinute: number, kn: number, over: Partial<Said> = {}): Said[] {
  const { lon = 150.12, ...others } = over
  return Array.from({ length: toMinute - fromMinute + 1 }, (_, step) => ({
    ...others,
    minute: fromMinute + step,
    lon: lon + step * kn * lonPerKnotMinute,
  }))
}

/** What the loudspeaker says to the newest order. */
export type Answer = { answerAtMinute: number; played: boolean }

/** Plays fixes, answers and due timers in turn, as the platform would. */
export function play(said: (Said | Answer | { wakeAtMinute: number })[], over: object = {}, start?: Fleet) {
  const key = 'water:closed-fishing-1'
  const player = new ScenarioPlayer<Fleet>(fishingBan, limitsOf(over), key, { ...emptyMemory, detector: start })
  for (const one of said) {
    if ('wakeAtMinute' in one) player.ring(noonMs + one.wakeAtMinute * 60_000)
    else if ('answerAtMinute' in one) {
      const atMs = noonMs + one.answerAtMinute * 60_000
      player.ring(atMs) // what was ordered until then is what is answered
      const body = { commandId: player.commands.at(-1)?.id, played: one.played }
      player.see(observe(speakerAck, body, { id: 'horn-1', key, site: { lat: 30.2, lon: 150.2 }, atMs }))
    } else player.see(fixOf(one))
  }
  const { memory: fleet, findings: found, commands, withheld } = player
  return { fleet, found, levels: player.words(), commands, withheld, timers: player.keyMemory.timers }
}
