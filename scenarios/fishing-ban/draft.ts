import { answerTimer, type Order } from '#domain/detection/call-out.ts'
import type { Timer, Withheld } from '#domain/detection/detector.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Finding } from '#domain/findings/finding.ts'
import { vesselClear, vesselRaise } from '#scenarios/fishing-ban/findings.ts'
import { trackOf, withoutTrack, withTrack } from '#scenarios/fishing-ban/fleet.ts'
import { isGraver, type Judgement } from '#scenarios/fishing-ban/judging/level.ts'
import { isHomeShip } from '#scenarios/fishing-ban/judging/permitted.ts'
import type { Conduct, Fleet, Track } from '#scenarios/fishing-ban/memory.ts'
import type { FishingBanLimits } from '#scenarios/fishing-ban/schema.ts'
import { lastFix } from '#scenarios/fishing-ban/track/track.ts'

/** A step in the making: what is gathered while one fix is worked through. `key` is the memory it is of. */
export type Draft = {
  key: string
  fleet: Fleet
  findings: Finding[]
  timers: Timer[]
  commands: DeviceCommand[]
  withheld: Withheld[]
  limits: FishingBanLimits
}

/** A level is reported when it is graver than before, again with each new run of work, and now and then while the vessel stays. */
export function tell(draft: Draft, id: string, judgement: Judgement, conduct: Conduct, nowMs: number, partner?: string): void {
  const { limits } = draft
  const track = trackOf(draft.fleet, id)
  const fix = track && lastFix(track)
  if (!track || !fix) return
  const { lastReported } = track
  const runSinceMs = judgement.ground === 'working-speed' ? conduct.run?.sinceMs : undefined
  const isNews = isGraver(judgement.level, lastReported?.level)
  const isAgain = lastReported?.level === judgement.level && runSinceMs !== undefined && runSinceMs !== lastReported.runSinceMs
  const isDue = lastReported?.level === judgement.level && nowMs - lastReported.atMs >= limits.evidenceMinutes * 60_000
  if (!isNews && !isAgain && !isDue) return
  const subject = { id, track, partner, isHomeShip: isHomeShip(track.mmsi, limits) }
  draft.findings.push(vesselRaise(judgement, subject, conduct, fix, nowMs))
  draft.fleet = withTrack(draft.fleet, id, {
    ...track,
    lastReported: { level: judgement.level, atMs: nowMs, ...(runSinceMs !== undefined && { runSinceMs }) },
  })
}

/** A vessel is followed no longer; what was reported of it is over. */
export function forget(draft: Draft, id: string, track: Track, atMs: number, how: 'left' | 'lost'): void {
  draft.fleet = withoutTrack(draft.fleet, id, atMs)
  draft.timers.push({ name: `silent:${id}`, dueAtMs: undefined })
  if (track.lastReported) draft.findings.push(vesselClear(id, track, atMs, how))
}

/** An order to a loudspeaker, and the moment by which it has to answer. */
export function tellSpeaker(draft: Draft, { command, answerDueAtMs }: Order): void {
  draft.commands.push(command)
  draft.timers.push({ name: answerTimer(command.id), dueAtMs: answerDueAtMs })
}
