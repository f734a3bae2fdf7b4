import type { Key } from '#domain/ports.ts'

/** What a unit was spent on: the kind of row, and the scenario it is of, if it is of one. */
export type Place = { kind: string; scenario?: string | undefined; isEmpty?: true; isEnrolment?: boolean }

/** How the kind of a row is marked that was looked for in vain. */
export const nothingThere = ', nothing there'

export type Spent = { requests: number; writeUnits: number; readUnits: number }

/** Units by scenario and kind of row; what the registration of devices costs, once, stands apart. */
export class Bill {
  readonly enrolment: Spent = nothingSpent()
  readonly #rows = new Map<string, Spent>()

  write(place: Place, units: number): void {
    const spent = place.isEnrolment ? this.enrolment : this.#at(place)
    spent.requests++
    spent.writeUnits += units
  }

  read(place: Place, units: number): void {
    const spent = this.#at(place)
    spent.requests++
    spent.readUnits += units
  }

  /** What was spent, the dearest first. */
  lines(): (Spent & { scenario: string; kind: string })[] {
    return [...this.#rows]
      .map(([name, spent]) => {
        const [scenario = '', kind = ''] = name.split('\0')
        return { scenario, kind, ...spent }
      })
      .sort((a, b) => b.writeUnits + b.readUnits - a.writeUnits - a.readUnits)
  }

  total(): Spent {
    return this.lines().reduce(
      (sum, line) => ({
        requests: sum.requests + line.requests,
        writeUnits: sum.writeUnits + line.writeUnits,
        readUnits: sum.readUnits + line.readUnits,
      }),
      nothingSpent(),
    )
  }

  #at({ scenario, kind, isEmpty }: Place): Spent {
    const name = `${scenario ?? 'platform'}\0${kind}${isEmpty ? nothingThere : ''}`
    const spent = this.#rows.get(name) ?? nothingSpent()
    this.#rows.set(name, spent)
    return spent
  }
}

/** The kind of row by the first word of its key, and the scenario that its key names. */
export function placeOfRow({ pk, sk }: Key): Place {
  const [kind = '', owner] = pk.split('#')
  if (kind === 'MEMORY' || kind === 'LISTED' || kind === 'LIMITS' || kind === 'SHELVES') return { kind, scenario: owner }
  return { kind, scenario: /#wake#([\w-]+)#/.exec(sk)?.[1] }
}

function nothingSpent(): Spent {
  return { requests: 0, writeUnits: 0, readUnits: 0 }
}
