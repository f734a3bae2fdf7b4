import { useState } from 'react'

/** Kept while the page is open and nowhere else: it is gone with the tab, and with signing out, which loads the page anew. */
let stated: string | undefined

/** For what somebody looks. It is asked for once and holds until it is changed. */
export function useStatedPurpose(allowed: readonly string[]): [string | undefined, (purpose: string | undefined) => void] {
  const [purpose, set] = useState(stated)
  const state = (next: string | undefined) => {
    stated = next
    set(next)
  }
  return [purpose !== undefined && allowed.includes(purpose) ? purpose : undefined, state]
}
