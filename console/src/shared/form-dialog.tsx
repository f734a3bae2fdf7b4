import type { ReactNode } from 'react'
import { useLanguage } from './language.tsx'
import { Modal } from './modal.tsx'

type Props = {
  title: string
  broad?: boolean
  /** What the button says that gives it. */
  submit: string
  isReady: boolean
  onSubmit: () => void
  onCancel: () => void
  children: ReactNode
}

/** A dialog that asks for something: what was filled in is given, or nothing is. */
export function FormDialog({ title, broad, submit, isReady, onSubmit, onCancel, children }: Props) {
  const { t } = useLanguage()
  return (
    <Modal title={title} broad={broad} onClose={onCancel}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) onSubmit()
        }}
      >
        {children}
        <div className="buttons">
          <button type="submit" className="primary" disabled={!isReady}>
            {submit}
          </button>
          <button type="button" onClick={onCancel}>
            {t.cancel}
          </button>
        </div>
      </form>
    </Modal>
  )
}
