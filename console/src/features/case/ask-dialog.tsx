import { useState } from 'react'
import { caseWords } from '../../locales/case.ts'
import type { Api } from '../../shared/api.ts'
import { FormDialog } from '../../shared/form-dialog.tsx'
import type { Command } from '../../shared/key-command.ts'
import { useWords } from '../../shared/language.tsx'
import { type Me, type Person, usePeople } from '../../shared/people.ts'
import { type FieldName, type Fields, fieldsOf } from './commands.ts'

type Props = { api: Api; me: Me; type: Command; onCancel: () => void; onGive: (fields: Fields) => void }

/** Asks for what a command needs, one thing under the other. */
export function AskDialog({ api, me, type, onCancel, onGive }: Props) {
  const words = useWords(caseWords)
  const names = fieldsOf(type)
  const [fields, set] = useState<Fields>({ dismissReason: 'false-alarm', result: 'handled', hours: '2' })
  const people = usePeople(api, me)
  const responders = people.data?.items.filter(({ roles }) => roles.includes('responder')) ?? []
  const assignee = fields.assignee ?? responders[0]?.id
  const given: Fields = Object.fromEntries(names.map((name) => [name, name === 'assignee' ? assignee : fields[name]]))
  const missing = names.some((name) => name !== 'note' && !given[name]?.trim())

  return (
    <FormDialog
      title={words.commands[type].replace('…', '')}
      submit={words.confirmAction}
      isReady={!missing}
      onSubmit={() => onGive(given)}
      onCancel={onCancel}
    >
      {names.map((name, index) => (
        <Field
          key={name}
          name={name}
          value={name === 'assignee' ? assignee : fields[name]}
          people={responders}
          first={index === 0}
          onChange={(value) => set({ ...fields, [name]: value })}
        />
      ))}
      {names.includes('assignee') && people.isSuccess && responders.length === 0 && <p role="alert">{words.nobodyToDispatch}</p>}
    </FormDialog>
  )
}

type FieldProps = { name: FieldName; value: string | undefined; people: Person[]; first: boolean; onChange: (value: string) => void }

function Field({ name, value = '', people, first, onChange }: FieldProps) {
  const words = useWords(caseWords)
  const options =
    name === 'dismissReason'
      ? Object.entries(words.dismissReason)
      : name === 'result'
        ? Object.entries(words.reportResult)
        : name === 'assignee'
          ? people.map(({ id, name: person, agency }): [string, string] => [id, agency ? `${person} · ${agency}` : person])
          : undefined
  const common = { value, onChange: (event: { target: { value: string } }) => onChange(event.target.value) }
  return (
    <label>
      {words.asked[name]}
      {options ? (
        <select {...common} autoFocus={first}>
          {options.map(([id, title]) => (
            <option key={id} value={id}>
              {title}
            </option>
          ))}
        </select>
      ) : name === 'text' || name === 'note' || name === 'reason' ? (
        <textarea
          {...common}
          rows={3}
          maxLength={name === 'reason' ? 500 : 2_000}
          autoFocus={first}
          placeholder={name === 'text' ? words.commentPlaceholder : undefined}
        />
      ) : (
        <input
          {...common}
          type={name === 'hours' || name === 'score' ? 'number' : 'text'}
          min={name === 'score' ? 0 : 1}
          max={name === 'score' ? 100 : 720}
          autoFocus={first}
        />
      )}
    </label>
  )
}
