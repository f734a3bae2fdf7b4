import { useQuery } from '@tanstack/react-query'
import type { IncidentView, TimelineEntryView } from '#domain/api/incident.ts'
import type { Text } from '#domain/text.ts'
import { type CaseWords, caseWords } from '../../locales/case.ts'
import { wordFor } from '../../locales/dictionary.ts'
import type { Api } from '../../shared/api.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import { type Me, usePersonName } from '../../shared/people.ts'
import { Failed, Loading } from '../../shared/states.tsx'
import { clockText } from '../../shared/time.ts'

/** The append-only file of a case, newest last. */
export function Timeline({ api, me, incident }: { api: Api; me: Me; incident: IncidentView }) {
  const { say } = useLanguage()
  const words = useWords(caseWords)
  const personName = usePersonName(api, me)
  const file = useQuery({
    queryKey: ['timeline', incident.id, incident.revision],
    queryFn: () => api.get<{ items: TimelineEntryView[] }>(`/v1/incidents/${incident.id}/timeline?limit=200`),
    placeholderData: (previous) => previous,
  })
  return (
    <section>
      <h3>{words.timeline}</h3>
      {file.isPending && <Loading />}
      {file.isError && <Failed error={file.error} retry={() => void file.refetch()} />}
      <ol className="timeline">
        {file.data?.items.map(({ sequence, at, actor, action, detail }) => (
          <li key={sequence}>
            <time>{clockText(at)}</time>
            <div>
              <strong>{wordFor(words.actions, action)}</strong>{' '}
              <span className="quiet">{actor.role === 'system' ? '' : personName(actor.id)}</span>
              <p>{describe(detail, words, say, personName)}</p>
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What an entry says in words: text of a rule, a note, a reason, or whom it went to. Always text, never markup. */
function describe(
  detail: Record<string, unknown>,
  words: CaseWords,
  say: (text: Text) => string,
  personName: (id: string) => string,
): string {
  const text = detail.text
  const ruleText = typeof text === 'string' ? text : isText(text) ? say(text) : undefined
  const assignee = typeof detail.assignee === 'string' ? personName(detail.assignee) : undefined
  // A reason is a word of the list where a case is dismissed, and free text elsewhere.
  const [reason, result] = [said(detail.reason, words.dismissReason), said(detail.result, words.reportResult)]
  return [ruleText, detail.note, reason, assignee, result].filter((part) => typeof part === 'string').join(' · ')
}

function said(value: unknown, words: Record<string, string>): string | undefined {
  return typeof value === 'string' ? wordFor(words, value) : undefined
}

function isText(value: unknown): value is Text {
  return typeof value === 'object' && value !== null && 'zh' in value && 'en' in value
}
