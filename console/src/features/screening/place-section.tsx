import type { ReactNode } from 'react'
import type { ScreenedPersonView } from '#scenarios/epidemic-control/api-schema.ts'
import { wordFor } from '../../locales/dictionary.ts'
import { screeningPeopleWords } from '../../locales/screening-people.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import { ageText, dayText } from '../../shared/time.ts'
import { entryText } from './entry-text.ts'
import { VerdictMark } from './verdict-mark.tsx'

type Place = ScreenedPersonView['places'][number]
type Match = NonNullable<Place['stays'][number]['match']>
type Decision = NonNullable<Place['decided']>

/** One prefecture: the verdict with all it stands on, the stays with what matched each, and who decided what. */
export function PlaceSection({ place, now }: { place: Place; now: number }) {
  const words = useWords(screeningPeopleWords)
  const facts: [string, ReactNode][] = [
    [words.verdict, <MatchText key="match" match={place} now={now} />],
    [words.underPolicy, `${place.policy} · ${words.score(place.score)}`],
    [words.arrival, `${place.arrivalId} · ${place.checkpoint}`],
    [words.arrivedAt, dayText(place.arrivedAt)],
    [words.test, place.test ? `${words.tests[place.test.result]} ${dayText(place.test.at)}` : words.noTest],
    [words.askAbout, place.askAbout.map((trouble) => wordFor(words.rules, trouble)).join(' · ')],
    [words.incident, place.incidentId],
  ]
  return (
    <section>
      <h3>{words.place(place.prefecture)}</h3>
      <dl className="inputs">
        {facts
          .filter(([, value]) => value)
          .map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value}</dd>
            </div>
          ))}
      </dl>
      <Stays stays={place.stays} now={now} />
      <Decisions decisions={[...(place.decided ? [place.decided] : []), ...[...(place.earlier ?? [])].reverse()]} />
    </section>
  )
}

function Stays({ stays, now }: { stays: Place['stays']; now: number }) {
  const words = useWords(screeningPeopleWords)
  return (
    <>
      <h4>{words.stays}</h4>
      {stays.length === 0 && <p className="quiet">{words.noStays}</p>}
      <ul className="stays">
        {stays.map(({ adcode, community, from, to, match }) => (
          <li key={`${adcode}${community}${from}`}>
            <p>
              <strong>
                {adcode} {community ?? words.noCommunity}
              </strong>
            </p>
            <p className="quiet">
              {dayText(from)} – {dayText(to)}
            </p>
            {match ? <MatchText match={match} now={now} /> : <p className="quiet">{words.noMatch}</p>}
          </li>
        ))}
      </ul>
    </>
  )
}

/** Colour, rule, entry and list of a match, in words. */
function MatchText({ match: { colour, rule, entry, listTime, retro }, now }: { match: Match; now: number }) {
  const { t } = useLanguage()
  const words = useWords(screeningPeopleWords)
  const list = listTime && `${words.list} ${dayText(listTime)} · ${words.listAge(ageText(Date.parse(listTime), now, t))}`
  return (
    <div>
      <VerdictMark colour={colour} /> {wordFor(words.rules, rule)}
      {entry !== undefined && <p>{entryText(entry, words)}</p>}
      {list && <p className="quiet">{[list, retro && words.retro].filter(Boolean).join(' · ')}</p>}
    </div>
  )
}

function Decisions({ decisions }: { decisions: Decision[] }) {
  const words = useWords(screeningPeopleWords)
  return (
    <>
      <h4>{words.decisions}</h4>
      {decisions.length === 0 && <p className="quiet">{words.noDecisions}</p>}
      <ol className="stays">
        {decisions.map(({ colour, by, at, reason, appeal, on }) => (
          <li key={at}>
            <p>
              <VerdictMark colour={colour} /> {words.decidedBy(by, dayText(at))}
              {appeal && ` · ${words.onAppeal}`}
            </p>
            <p>{reason}</p>
            <p className="quiet">
              {words.on} {wordFor(words.rules, on.rule)}
              {on.entry !== undefined && ` · ${on.entry}`}
            </p>
          </li>
        ))}
      </ol>
    </>
  )
}
