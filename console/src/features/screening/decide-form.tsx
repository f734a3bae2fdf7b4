import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ScreenedPersonView, ScreeningDecided } from '#scenarios/epidemic-control/api-schema.ts'
import { screeningWords } from '../../locales/screening.ts'
import { screeningPeopleWords } from '../../locales/screening-people.ts'
import type { Api } from '../../shared/api.ts'
import { useWords } from '../../shared/language.tsx'
import { ProblemText } from '../../shared/problem.tsx'
import type { Colour } from './verdict-mark.tsx'
import { VerdictMark } from './verdict-mark.tsx'

type Props = { api: Api; person: ScreenedPersonView; purpose: string; onDecided: () => void }

const colours: Colour[] = ['red', 'amber', 'green']
const gravity: Record<Colour, number> = { green: 0, amber: 1, red: 2 }
const reasonAtLeast = 4
const reasonAtMost = 300

/** The colour that a person decides on, against the gravest verdict now, and why. What was typed stays until it was taken. */
export function DecideForm({ api, person, purpose, onDecided }: Props) {
  const words = useWords(screeningPeopleWords)
  const { colours: colourWords } = useWords(screeningWords)
  const now = person.places.map(({ colour }) => colour).reduce((worst, one) => (gravity[one] > gravity[worst] ? one : worst), 'green')
  const [colour, choose] = useState<Colour>()
  const [reason, setReason] = useState('')
  const [appeal, setAppeal] = useState(false)
  const decide = useMutation({
    mutationFn: () => api.post<ScreeningDecided>(`/v1/screening/persons/${person.ref}/decision`, { purpose, colour, reason, appeal }),
    onSuccess: () => {
      setReason('')
      setAppeal(false)
      choose(undefined)
      onDecided()
    },
  })
  const after = decide.data
  return (
    <form
      className="card"
      onSubmit={(event) => {
        event.preventDefault()
        decide.mutate()
      }}
    >
      <fieldset>
        <legend>{words.decide}</legend>
        <p className="quiet">{words.decideHint}</p>
        <div className="buttons">
          {colours.map((one) => (
            <label key={one} className="option">
              <input type="radio" name="colour" checked={colour === one} onChange={() => choose(one)} />
              {words.as[asWhat(one, now)]} <VerdictMark colour={one} />
            </label>
          ))}
        </div>
      </fieldset>
      <label>
        {words.reason} <span className="quiet">{words.reasonHint}</span>
        <textarea value={reason} onChange={({ target }) => setReason(target.value)} rows={3} maxLength={reasonAtMost} />
      </label>
      <label className="option">
        <input type="checkbox" checked={appeal} onChange={({ target }) => setAppeal(target.checked)} />
        {words.appeal}
      </label>
      <ProblemText error={decide.error} />
      {after && (
        <p role="status" className="good">
          {words.decided(colourWords[after.colour], after.prefectures.join(', '))}
          {after.colour === 'red' && ` · ${words.companionsAsked(after.companions.raised, after.companions.unknown)}`}
        </p>
      )}
      <div className="buttons">
        <button
          type="submit"
          className="primary"
          disabled={colour === undefined || reason.trim().length < reasonAtLeast || decide.isPending}
        >
          {words.give}
        </button>
      </div>
    </form>
  )
}

function asWhat(to: Colour, now: Colour): 'confirm' | 'lower' | 'raise' {
  if (to === now) return 'confirm'
  return gravity[to] < gravity[now] ? 'lower' : 'raise'
}
