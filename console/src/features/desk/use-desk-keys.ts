import { useEffect, useRef, useState } from 'react'
import type { IncidentView } from '#domain/api/incident.ts'
import type { Command, KeyCommand } from '../../shared/key-command.ts'
import { isBusy } from '../../shared/keys.ts'

const commandOfKey: Record<string, Command[]> = {
  a: ['acknowledge'],
  c: ['confirm'],
  d: ['dispatch'],
  f: ['dismiss'],
  v: ['verify', 'close'],
  n: ['comment'],
}

type Parts = { shown: IncidentView[]; selected: IncidentView | undefined; select: (id: string) => void; showKeys: () => void }

/** The keys of the desk. They are dead while somebody types, selects text or has a dialog open. */
export function useDeskKeys(parts: Parts): KeyCommand | undefined {
  const latest = useRef(parts)
  latest.current = parts
  const [command, setCommand] = useState<KeyCommand>()
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (isBusy(event)) return
      const { shown, selected, select, showKeys } = latest.current
      const step = event.key === 'j' ? 1 : event.key === 'k' ? -1 : 0
      if (step !== 0) {
        const at = shown.findIndex(({ id }) => id === selected?.id)
        const next = shown[Math.max(0, Math.min(shown.length - 1, at + step))]
        if (next) select(next.id)
      } else if (event.key === '?') showKeys()
      else {
        const wanted = commandOfKey[event.key]?.find((type) => selected?.allowed.includes(type))
        if (!wanted || !selected) return
        setCommand({ type: wanted, incidentId: selected.id, at: Date.now() })
      }
      event.preventDefault()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])
  return command
}
