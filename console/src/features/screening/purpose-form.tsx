import { useState } from 'react'
import { wordFor } from '../../locales/dictionary.ts'
import { screeningWords } from '../../locales/screening.ts'
import { useWords } from '../../shared/language.tsx'

type Props = { purposes: readonly string[]; before: string | undefined; onState: (purpose: string) => void }

/** Nobody is looked at without saying for what, and without knowing that it is written down. */
export function PurposeForm({ purposes, before, onState }: Props) {
  const words = useWords(screeningWords)
  const [chosen, choose] = useState(before ?? purposes[0] ?? '')
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault()
        onState(chosen)
      }}
    >
      <h3>{words.askPurpose}</h3>
      <p className="quiet">{words.traced}</p>
      <PurposeChoice purposes={purposes} chosen={chosen} choose={choose} autoFocus />
      <div className="buttons">
        <button type="submit" className="primary" disabled={chosen === ''}>
          {words.begin}
        </button>
      </div>
    </form>
  )
}

type Choice = { purposes: readonly string[]; chosen: string; choose: (purpose: string) => void; autoFocus?: boolean }

export function PurposeChoice({ purposes, chosen, choose, autoFocus = false }: Choice) {
  const words = useWords(screeningWords)
  return (
    <label>
      {words.purpose}
      <select value={chosen} onChange={({ target }) => choose(target.value)} autoFocus={autoFocus}>
        {purposes.map((purpose) => (
          <option key={purpose} value={purpose}>
            {wordFor(words.purposes, purpose)}
          </option>
        ))}
      </select>
    </label>
  )
}
