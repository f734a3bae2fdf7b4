import { type ReactNode, useEffect, useId, useRef } from 'react'

/** The browser's own modal dialog: it traps the focus, closes with Escape and gives the focus back. */
export function Modal({ title, broad, onClose, children }: { title: string; broad?: boolean; onClose: () => void; children: ReactNode }) {
  const dialog = useRef<HTMLDialogElement>(null)
  const id = useId()
  useEffect(() => {
    const opened = dialog.current
    opened?.showModal()
    return () => opened?.close()
  }, [])
  return (
    <dialog ref={dialog} className={broad ? 'broad' : undefined} aria-labelledby={id} onCancel={onClose}>
      <h2 id={id}>{title}</h2>
      {children}
    </dialog>
  )
}
