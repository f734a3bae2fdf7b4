import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { ScreenedPersonView, ScreeningErased } from '#scenarios/epidemic-control/api-schema.ts'
import { type ScreeningPeopleWords, screeningPeopleWords } from '../../locales/screening-people.ts'
import type { Api } from '../../shared/api.ts'
import { FormDialog } from '../../shared/form-dialog.tsx'
import { useWords } from '../../shared/language.tsx'
import { ProblemText } from '../../shared/problem.tsx'
import { PurposeChoice } from './purpose-form.tsx'

type Props = {
  api: Api
  personRef: string
  /** Absent when nobody may be looked at any more: then it cannot be said what is there. */
  person?: ScreenedPersonView
  purposes: readonly string[]
  onCancel: () => void
  onErased: (memories: number) => void
}

/** Names what is deleted and what stays before anything is. */
export function EraseDialog({ api, personRef, person, purposes, onCancel, onErased }: Props) {
  const words = useWords(screeningPeopleWords)
  const [purpose, state] = useState(purposes.find((one) => one === 'deletion') ?? purposes[0] ?? '')
  const [sure, setSure] = useState(false)
  const erase = useMutation({
    mutationFn: () => api.delete<ScreeningErased>(`/v1/screening/persons/${personRef}?purpose=${purpose}`),
    onSuccess: ({ memories }) => onErased(memories),
  })
  return (
    <FormDialog
      title={words.eraseTitle(personRef)}
      submit={words.eraseDo}
      isReady={sure && !erase.isPending}
      onSubmit={erase.mutate}
      onCancel={onCancel}
    >
      <div>
        <p>{words.eraseNames}</p>
        <ul className="erased">
          {itemsOf(person, words).map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ul>
        <p className="quiet">{words.eraseStays}</p>
      </div>
      <PurposeChoice purposes={purposes} chosen={purpose} choose={state} />
      <label className="option">
        <input type="checkbox" checked={sure} onChange={({ target }) => setSure(target.checked)} />
        {words.eraseSure}
      </label>
      <ProblemText error={erase.error} />
    </FormDialog>
  )
}

function itemsOf(person: ScreenedPersonView | undefined, { eraseItems: items }: ScreeningPeopleWords): string[] {
  if (!person) return [items.unknown]
  const { places, sealed, companions, linked } = person
  const stays = places.reduce((sum, { stays: one }) => sum + one.length, 0)
  const decisions = places.reduce((sum, { decided, earlier = [] }) => sum + earlier.length + (decided ? 1 : 0), 0)
  return [
    ...(sealed === undefined ? [] : [items.sealed]),
    items.stays(stays, places.map(({ prefecture }) => prefecture).join(', ')),
    ...(places.some(({ test }) => test) ? [items.test] : []),
    ...(companions.length > 0 ? [items.companions(companions.length)] : []),
    ...(linked.length > 0 ? [items.links(linked.length)] : []),
    items.presence,
    ...(decisions > 0 ? [items.decisions(decisions)] : []),
  ]
}
