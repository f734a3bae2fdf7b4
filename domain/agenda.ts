/** What is to happen when, in order of time; what was entered first comes first at the same moment. */
export type Agenda = {
  add(atMs: number, act: () => void): void
  /** When the next thing is to happen. */
  peek(): number | undefined
  next(): { atMs: number; act: () => void } | undefined
}

type Entry = { atMs: number; order: number; act: () => void }

/** A binary heap: an invented day has some hundred thousand entries. */
export function emptyAgenda(): Agenda {
  const heap: Entry[] = []
  let order = 0
  const before = (a: number, b: number) => {
    const [first, second] = [heap[a], heap[b]]
    if (!first || !second) return false
    return first.atMs < second.atMs || (first.atMs === second.atMs && first.order < second.order)
  }
  const swap = (a: number, b: number) => {
    const [first, second] = [heap[a], heap[b]]
    if (!first || !second) return
    heap[a] = second
    heap[b] = first
  }
  return {
    add(atMs, act) {
      heap.push({ atMs, order: order++, act })
      for (let child = heap.length - 1; child > 0; ) {
        const parent = (child - 1) >> 1
        if (!before(child, parent)) break
        swap(child, parent)
        child = parent
      }
    },
    peek: () => heap[0]?.atMs,
    next() {
      const first = heap[0]
      const last = heap.pop()
      if (heap.length > 0 && last) heap[0] = last
      for (let parent = 0; ; ) {
        const [left, right] = [2 * parent + 1, 2 * parent + 2]
        let least = parent
        if (left < heap.length && before(left, least)) least = left
        if (right < heap.length && before(right, least)) least = right
        if (least === parent) break
        swap(parent, least)
        parent = least
      }
      return first
    },
  }
}
