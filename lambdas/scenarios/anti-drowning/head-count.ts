/** How many people each look showed, oldest first. A look is a fixed slot of time and shows the most that any of its frames showed. */
export type HeadCount = [slotMs: number, people: number][]

/** k-of-n rule: at least `confirm` of `looks` neighbouring looks, no further apart than `withinSeconds`. */
export type ConfirmRule = { looks: number; confirm: number; withinSeconds: number }

/** Five looks a second, whatever the camera's frame rate and however many cameras watch: what k-of-n was measured at. */
export const slotMs = 200
/** Looks that stay between two messages: enough for neighbours that change places within a second or two. */
const looksKept = 15

/** Counts one frame. Frames of one slot are merged, so a frame that comes twice, or by way of two cameras, is one look. */
export function countFrame(count: HeadCount, atMs: number, people: number): HeadCount {
  const slot = Math.floor(atMs / slotMs) * slotMs
  const index = count.findIndex(([at]) => at === slot)
  if (index >= 0) {
    if ((count[index]?.[1] ?? 0) >= people) return count
    return count.map((look, at) => (at === index ? [slot, people] : look))
  }
  const joined: HeadCount = [...count, [slot, people]]
  return joined.sort((a, b) => a[0] - b[0])
}

/** The most people that k of n looks agree on, in any run of n looks that holds the one at `atMs`. */
export function confirmedAt(count: HeadCount, atMs: number, rule: ConfirmRule): number {
  const here = count.findIndex(([slot]) => slot === Math.floor(atMs / slotMs) * slotMs)
  if (here < 0) return 0
  let most = 0
  for (let end = here; end < Math.min(count.length, here + rule.looks); end++) {
    const newestMs = count[end]?.[0] ?? 0
    const run = count.slice(Math.max(0, end + 1 - rule.looks), end + 1).filter(([slot]) => slot >= newestMs - rule.withinSeconds * 1000)
    most = Math.max(most, run.map(([, people]) => people).sort((a, b) => b - a)[rule.confirm - 1] ?? 0)
  }
  return most
}

/** The most people that any look since `sinceMs` showed. */
export function mostSince(count: HeadCount, sinceMs: number): number {
  return Math.max(0, ...count.filter(([slot]) => slot >= sinceMs).map(([, people]) => people))
}

/** The first of the looks around `atMs`, no further back than the rule reaches, that showed somebody. */
export function firstPresent(count: HeadCount, atMs: number, { withinSeconds }: ConfirmRule): number {
  return count.find(([slot, people]) => people > 0 && slot >= atMs - withinSeconds * 1000)?.[0] ?? atMs
}

/** What is kept until the next message. */
export function recent(count: HeadCount): HeadCount {
  return count.length > looksKept ? count.slice(-looksKept) : count
}
