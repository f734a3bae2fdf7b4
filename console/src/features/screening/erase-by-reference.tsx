import { useState } from 'react'
import { screeningPeopleWords } from '../../locales/screening-people.ts'
import type { Api } from '../../shared/api.ts'
import { useWords } from '../../shared/language.tsx'
import { EraseDialog } from './erase-dialog.tsx'

/** Deletion on request goes on when nobody may be looked at any more. */
export function EraseByReference({ api, purposes }: { api: Api; purposes: readonly string[] }) {
  const words = useWords(screeningPeopleWords)
  const [ref, setRef] = useState('')
  const [asking, ask] = useState(false)
  const [erased, setErased] = useState<number>()
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault()
        ask(true)
      }}
    >
      <h3>{words.eraseByRef}</h3>
      <p className="quiet">{words.eraseByRefHint}</p>
      <label>
        {words.reference}
        <input
          value={ref}
          onChange={({ target }) => setRef(target.value.trim())}
          pattern="[0-9a-f]{16}"
          maxLength={16}
          autoComplete="off"
        />
      </label>
      <p role="status" className="good">
        {erased === undefined ? '' : words.erased(erased)}
      </p>
      <div className="buttons">
        <button type="submit" disabled={!/^[0-9a-f]{16}$/.test(ref) || purposes.length === 0}>
          {words.eraseFind}
        </button>
      </div>
      {asking && (
        <EraseDialog
          api={api}
          personRef={ref}
          purposes={purposes}
          onCancel={() => ask(false)}
          onErased={(memories) => {
            ask(false)
            setErased(memories)
            setRef('')
          }}
        />
      )}
    </form>
  )
}
