import { withoutVessel } from '#scenarios/fishing-ban/judging/encounter.ts'
import type { Fleet, Track } from '#scenarios/fishing-ban/memory.ts'

export const emptyFleet: Fleet = { tracks: {}, meetings: {}, left: {}, outsideHeardMs: 0 }
export const tracksAtMost = 500
/** Receivers may repeat themselves this long after a vessel has left; what they say of the time before opens nothing. */
const rememberLeftMs = 3_600_000
const leftAtMost = 500

/** The fleet with one track replaced, within its bounds: of too many, those that were reported stay, then the newest. */
export function withTrack(fleet: Fleet, id: string, track: Track): Fleet {
  const tracks = { ...fleet.tracks, [id]: track }
  if (trackOf(fleet, id) || Object.keys(tracks).length <= tracksAtMost) return { ...fleet, tracks }
  const [least] = Object.entries(tracks)
    .filter(([other]) => other !== id)
    .sort(([, a], [, b]) => Number(a.lastReported !== undefined) - Number(b.lastReported !== undefined) || seenMs(a) - seenMs(b))
  return least ? forgetTrack({ ...fleet, tracks }, least[0]) : { ...fleet, tracks }
}

/** The fleet after a vessel has left, or was given up; repetitions of what it said before do not bring it back. */
export function withoutTrack(fleet: Fleet, id: string, atMs: number): Fleet {
  const lately = Object.entries({ ...fleet.left, [id]: atMs }).filter(([, leftMs]) => atMs - leftMs <= rememberLeftMs)
  return { ...forgetTrack(fleet, id), left: Object.fromEntries(lately.slice(-leftAtMost)) }
}

/** A vessel of the fleet; ids come from outside, so that `constructor` must not be one. */
export function trackOf({ tracks }: Pick<Fleet, 'tracks'>, id: string): Track | undefined {
  return Object.hasOwn(tracks, id) ? tracks[id] : undefined
}

/** Whether what is said of this moment was before the vessel left. */
export function isBeforeLeaving({ left }: Fleet, id: string, atMs: number): boolean {
  return Object.hasOwn(left, id) && atMs <= (left[id] ?? 0)
}

/** When somebody other than this vessel was last heard. */
export function othersHeardMs({ tracks, outsideHeardMs }: Fleet, id: string): number {
  return Object.entries(tracks).reduce(
    (newest, [other, track]) => (other === id ? newest : Math.max(newest, seenMs(track))),
    outsideHeardMs,
  )
}

/** Newest fix of a track, epoch ms. */
export function seenMs({ fixes }: Track): number {
  return (fixes.at(-1)?.[0] ?? 0) * 1000
}

function forgetTrack(fleet: Fleet, id: string): Fleet {
  const { [id]: _gone, ...tracks } = fleet.tracks
  return { ...fleet, tracks, meetings: withoutVessel(fleet.meetings, id) }
}
