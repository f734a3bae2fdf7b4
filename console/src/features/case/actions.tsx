import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import type { IncidentView } from '#domain/api/incident.ts'
import { caseWords } from '../../locales/case.ts'
import { type Api, ApiProblem, problemLines } from '../../shared/api.ts'
import type { Command, KeyCommand } from '../../shared/key-command.ts'
import { useWords } from '../../shared/language.tsx'
import type { Me } from '../../shared/people.ts'
import { AskDialog } from './ask-dialog.tsx'
import { type Fields, fieldsOf, giveCommand } from './commands.ts'
import { forwardCommand } from './forward.ts'
import { remember } from './remember.ts'

/** The legal actions as buttons, the step forward first; the ones that need words ask for them. */
export function Actions({ api, me, incident, command }: { api: Api; me: Me; incident: IncidentView; command: KeyCommand | undefined }) {
  const words = useWords(caseWords)
  const queries = useQueryClient()
  const [asking, ask] = useState<Command>()
  const give = useMutation({
    mutationFn: ({ type, fields }: { type: Command; fields: Fields }) => giveCommand(api, incident, type, fields),
    onSuccess: (answer) => remember(queries, answer),
    onSettled: () => void queries.invalidateQueries({ queryKey: ['incidents'] }),
  })
  const start = (type: Command) => (fieldsOf(type).length > 0 ? ask(type) : give.mutate({ type, fields: {} }))
  const startLatest = useRef(start)
  startLatest.current = start
  // A key that was pressed before this case was on the screen is not meant for it.
  const handledAt = useRef(Date.now())
  useEffect(() => {
    if (command?.incidentId !== incident.id || command.at <= handledAt.current) return
    handledAt.current = command.at
    startLatest.current(command.type)
  }, [command, incident.id])

  const forward = forwardCommand(incident)
  const others = incident.allowed.filter((type) => type !== forward && type !== 'comment')
  return (
    <section className="actions">
      <div className="buttons">
        {(forward ? [forward, ...others] : others).map((type) => (
          <button
            key={type}
            type="button"
            className={type === forward ? 'primary' : undefined}
            disabled={give.isPending}
            onClick={() => start(type)}
          >
            {words.commands[type]}
          </button>
        ))}
        {incident.allowed.includes('comment') && (
          <button type="button" onClick={() => ask('comment')}>
            {words.comment}
          </button>
        )}
      </div>
      <p role="status" className={give.isError ? 'bad' : 'good'}>
        {give.isSuccess && words.done(words.commands[give.variables.type].replace('…', ''))}
        {give.isError && (isOvertaken(give.error) ? words.changedMeanwhile : problemLines(give.error).join(' · '))}
      </p>
      {asking && (
        <AskDialog
          api={api}
          me={me}
          type={asking}
          onCancel={() => ask(undefined)}
          onGive={(fields) => {
            ask(undefined)
            give.mutate({ type: asking, fields })
          }}
        />
      )}
    </section>
  )
}

function isOvertaken(error: Error): boolean {
  return error instanceof ApiProblem && error.problem.status === 412
}
