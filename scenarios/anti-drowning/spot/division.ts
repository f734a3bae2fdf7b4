import { placeOf, unansweredOrder } from '#domain/detection/call-out.ts'
import type { Division } from '#domain/scenario/division.ts'
import type { WaterMemory } from '#scenarios/anti-drowning/memory.ts'
import type { AntiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'

/** A memory for each spot: what is seen at one says nothing of another, and sixteen cameras may watch one water. */
export const bySpot: Division<WaterMemory, AntiDrowningLimits> = {
  partsOf: ({ id }, { views, speakers }) => {
    const called = Object.keys(speakers).filter((spot) => speakers[spot]?.includes(id))
    return [...new Set([...(views[id] ? [views[id].spot] : []), ...called])]
  },
  partOfSubject: (subject, limits) => {
    const [what, name = ''] = twoOf(subject)
    return what === 'camera' ? limits.views[name]?.spot : name
  },
  partOfTimer: (name, limits) => {
    const order = unansweredOrder(name)
    if (order !== undefined) return placeOf(order)
    const [what, of] = twoOf(name)
    if (what === 'shelf') return bySpot.partOfSubject(of, limits)
    return what === 'heard' ? limits.views[of]?.spot : of
  },
  take: (memory, part, { views }) => {
    const isOfSpot = (device: string) => views[device]?.spot === part
    return {
      taken: only(memory, isOfSpot, (name) => name === part),
      rest: only(
        memory,
        (device) => !isOfSpot(device),
        (name) => name !== part,
      ),
    }
  },
}

function only(memory: WaterMemory, ofCamera: (device: string) => boolean, ofSpot: (name: string) => boolean): WaterMemory {
  const { calls, unheard } = memory
  return {
    cameras: kept(memory.cameras, ofCamera),
    spots: kept(memory.spots, ofSpot),
    ...(calls && { calls: kept(calls, (id) => ofSpot(placeOf(id))) }),
    ...(unheard && { unheard: kept(unheard, ofSpot) }),
  }
}

function kept<Value>(entries: Record<string, Value>, isKept: (name: string) => boolean): Record<string, Value> {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => isKept(name)))
}

function twoOf(text: string): [what: string, name: string] {
  const at = text.indexOf(':')
  return [text.slice(0, at), text.slice(at + 1)]
}
