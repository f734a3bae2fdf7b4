import type { HeadCount } from '#scenarios/anti-drowning/memory.ts'

/** k-of-n rule: at least `confirm` of `looks` neighbouring looks, no further apart than `withinSeconds`. */
export type ConfirmRule = { looks: number; confirm: number; withinSeconds: number }

/** Five looks a second, whatever the camera's frame rate and however many cameras watch: what k-of-n was measured at. */
export const lookMs = 200
/** Looks that stay between two messages: enough for neighbours that change places within a second or two. */
const looksKept = 15

/** Counts one frame. Frames of one slot are merged, so a frame that comes twice, or by way of two cameras, is one look. */
export function countFrame(count: HeadCount, atMs: number, people: number): HeadCount {
  const index = indexOf(count, atMs)
  const look = count[index]
  if (!look) return [...count, [atMs, people] as [number, number]].sort((a, b) => a[0] - b[0])
  const [wasMs, were] = look
  if (people === 0 || (were >= people && wasMs <= atMs)) return count
  const merged: [number, number] = [were === 0 ? atMs : Math.min(wasMs, atMs), Math.max(were, people)]
  return count.map((other, at) => (at === index ? merged : other))
}

/** The most people that k of n looks agree on, in any run of n looks that holds the one at `atMs`: order of arrival does not matter. */
export function confirmedAround(count: HeadCount, atMs: number, rule: ConfirmRule): number {
  const here = indexOf(count, atMs)
  if (here < 0) return 0
  let most = 0
  for (let end = here; end < Math.min(count.length, here + rule.looks); end++) most = Math.max(most, agreedOn(count, end, rule))
  return most
}

/** The most people that k of the last n looks up to the one at `atMs` agree on. */
export function confirmedUpTo(count: HeadCount, atMs: number, rule: ConfirmRule): number {
  return agreedOn(count, indexOf(count, atMs), rule)
}

/** The most people that any look since `sinceMs` showed. */
export function mostSince(count: HeadCount, sinceMs: number): number {
  return Math.max(0, ...count.filter(([at]) => at >= sinceMs).map(([, people]) => people))
}

/** The first of the looks around `atMs`, no further back than the rule reaches, that showed somebody. */
export function firstPresent(count: HeadCount, atMs: number, { withinSeconds }: ConfirmRule): number {
  return count.find(([at, people]) => people > 0 && at >= atMs - withinSeconds * 1000)?.[0] ?? atMs
}

/** What is kept until the next message. */
export function recent(count: HeadCount): HeadCount {
  return count.length > looksKept ? count.slice(-looksKept) : count
}

function indexOf(count: HeadCount, atMs: number): number {
  const slot = Math.floor(atMs / lookMs)
  return count.findIndex(([at]) => Math.floor(at / lookMs) === slot)
}

function agreedOn(count: HeadCount, end: number, { looks, confirm, withinSeconds }: ConfirmRule): number {
  const newestMs = count[end]?.[0] ?? 0
  const run = count.slice(Math.max(0, end + 1 - looks), end + 1).filter(([at]) => at >= newestMs - withinSeconds * 1000)
  return run.map(([, people]) => people).sort((a, b) => b - a)[confirm - 1] ?? 0
}
