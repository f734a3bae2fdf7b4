import { type ReactNode, useState } from 'react'
import { limitsWords } from '../../locales/limits.ts'
import { FormDialog } from '../../shared/form-dialog.tsx'
import { useWords } from '../../shared/language.tsx'

type Props = {
  title: string
  broad?: boolean
  /** What is decided, and what it would change; absent where the title says it all. */
  children?: ReactNode
  /** False while there is nothing to decide, or the decision is on its way. */
  isReady: boolean
  /** Why the decision was not taken. */
  problem: ReactNode
  onDecide: (reason: string) => void
  onCancel: () => void
}

/** A decision on limits. None is made without a reason, and what was typed stays until it was taken. */
export function DecisionDialog({ children, isReady, problem, onDecide, ...dialog }: Props) {
  const words = useWords(limitsWords)
  const [reason, setReason] = useState('')
  return (
    <FormDialog {...dialog} submit={words.saveVersion} isReady={isReady && reason.trim() !== ''} onSubmit={() => onDecide(reason)}>
      {children}
      <label>
        {words.reason}
        <textarea
          value={reason}
          onChange={({ target }) => setReason(target.value)}
          rows={2}
          maxLength={500}
          autoFocus={children === undefined}
        />
      </label>
      {problem}
    </FormDialog>
  )
}
