import { useEffect, useRef } from 'react'
import { isBusy } from '../../shared/keys.ts'

export type QueueKeys = {
  step: (by: 1 | -1) => void
  open: () => void
  back: () => void
  changePurpose: () => void
  readAgain: () => void
  showKeys: () => void
}

/** The keys of the queue. To choose somebody is not yet to look at them: that takes Enter. */
export function useQueueKeys(keys: QueueKeys): void {
  const latest = useRef(keys)
  latest.current = keys
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isBusy(event)) return
      const { step, open, back, changePurpose, readAgain, showKeys } = latest.current
      const meaning: Record<string, () => void> = {
        j: () => step(1),
        k: () => step(-1),
        Escape: back,
        p: changePurpose,
        r: readAgain,
        '?': showKeys,
        // On a control Enter is the control's own.
        ...(!isControl(event.target) && { Enter: open }),
      }
      const act = meaning[event.key]
      if (!act) return
      event.preventDefault()
      act()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
}

function isControl(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches('button, a, summary')
}
