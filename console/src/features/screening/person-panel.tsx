import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ScreenedPersonView } from '#scenarios/epidemic-control/api-schema.ts'
import { screeningPeopleWords } from '../../locales/screening-people.ts'
import type { Api } from '../../shared/api.ts'
import { useWords } from '../../shared/language.tsx'
import type { Me } from '../../shared/people.ts'
import { Failed, Loading } from '../../shared/states.tsx'
import { dayText } from '../../shared/time.ts'
import { askedFor } from './asked-for.ts'
import { DecideForm } from './decide-form.tsx'
import { EraseDialog } from './erase-dialog.tsx'
import { PlaceSection } from './place-section.tsx'

type Props = {
  api: Api
  me: Me
  personRef: string
  purpose: string
  purposes: readonly string[]
  now: number
  onOpen: (ref: string) => void
  onBack: () => void
  /** Decided on or deleted: whoever it was waits no longer. */
  onSettled: (ref: string) => void
}

/** One person: what each verdict stands on, who belongs to them, what was decided, and what can be done. */
export function PersonPanel({ api, me, personRef, purpose, purposes, now, onOpen, onBack, onSettled }: Props) {
  const words = useWords(screeningPeopleWords)
  const [erasing, setErasing] = useState(false)
  const [erased, setErased] = useState<number>()
  const person = useQuery({
    ...askedFor,
    queryKey: ['screening', 'person', personRef, purpose],
    queryFn: () => api.get<ScreenedPersonView>(`/v1/screening/persons/${personRef}?purpose=${purpose}`),
    enabled: erased === undefined,
  })
  const back = (
    <button type="button" onClick={onBack}>
      {words.back}
    </button>
  )
  if (erased !== undefined)
    return (
      <div className="state" role="status">
        <p className="good">{words.erased(erased)}</p>
        {back}
      </div>
    )
  if (!person.data)
    return (
      <>
        {person.isError ? <Failed error={person.error} retry={() => void person.refetch()} /> : <Loading />}
        <div className="state">{back}</div>
      </>
    )
  const { data } = person
  const mayDecide = me.permissions.includes('screening.decide')
  return (
    <article className="case person">
      <header>
        <div>
          <h2>
            {words.reference} <code>{data.ref}</code>
          </h2>
          <p className="quiet">
            {words.forgetAt} {dayText(data.expiresAt)}
          </p>
        </div>
        {back}
      </header>
      {person.isError && <Failed error={person.error} retry={() => void person.refetch()} />}
      {data.places.map((place) => (
        <PlaceSection key={place.prefecture} place={place} now={now} />
      ))}
      <References title={words.companions} refs={data.companions} onOpen={onOpen} />
      <References title={words.linked} hint={words.linkedHint} refs={data.linked} onOpen={onOpen} />
      <Sealed sealed={data.sealed} />
      {mayDecide && (
        <DecideForm
          api={api}
          person={data}
          purpose={purpose}
          onDecided={() => {
            onSettled(data.ref)
            void person.refetch()
          }}
        />
      )}
      {mayDecide && (
        <div className="buttons">
          <button type="button" className="bad" onClick={() => setErasing(true)}>
            {words.erase}
          </button>
        </div>
      )}
      {erasing && (
        <EraseDialog
          api={api}
          personRef={data.ref}
          person={data}
          purposes={purposes}
          onCancel={() => setErasing(false)}
          onErased={(memories) => {
            setErasing(false)
            setErased(memories)
            onSettled(data.ref)
          }}
        />
      )}
    </article>
  )
}

type ReferencesProps = { title: string; hint?: string; refs: readonly string[]; onOpen: (ref: string) => void }

/** Other people, by reference only; opening one is another look. */
function References({ title, hint, refs, onOpen }: ReferencesProps) {
  const words = useWords(screeningPeopleWords)
  return (
    <section>
      <h3>{title}</h3>
      {refs.length === 0 && <p className="quiet">{words.none}</p>}
      {refs.length > 0 && hint && <p className="quiet">{hint}</p>}
      <div className="buttons">
        {refs.map((ref) => (
          <button key={ref} type="button" onClick={() => onOpen(ref)} aria-label={words.open(ref)}>
            <code>{ref}</code>
          </button>
        ))}
      </div>
    </section>
  )
}

function Sealed({ sealed }: { sealed: string | undefined }) {
  const words = useWords(screeningPeopleWords)
  return (
    <section>
      <h3>{words.sealed}</h3>
      {sealed === undefined ? (
        <p className="quiet">{words.noSealed}</p>
      ) : (
        <details>
          <summary>{words.sealedHint}</summary>
          <code className="sealed">{sealed}</code>
        </details>
      )}
    </section>
  )
}
