import type { AreaCoverageView } from '#domain/api/coverage.ts'
import { mapWords } from '../../locales/map.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import { Failed, Loading } from '../../shared/states.tsx'
import { type Coverage, fallOf } from './use-coverage.ts'

const namedAtMost = 3

/** The switch for the hatched ground, and while it is on the areas with how much of each is seen now. */
export function BlindGround({ coverage, onArea }: { coverage: Coverage; onArea: (area: string) => void }) {
  const { t } = useLanguage()
  const words = useWords(mapWords)
  const { shown, toggle, query } = coverage
  return (
    <section className="blind-ground" aria-label={words.blindGround}>
      <button type="button" aria-pressed={shown} onClick={toggle}>
        <span className="hatched" aria-hidden="true" /> {words.blindGround}
      </button>
      {shown && query.isPending && <Loading />}
      {shown && query.isError && !query.data && <Failed error={query.error} retry={() => void query.refetch()} />}
      {shown && query.data && (
        <div className="covered">
          {query.isError && <p role="status">{t.stale(Math.round((Date.now() - query.dataUpdatedAt) / 1000))}</p>}
          {query.data.length === 0 && <p>{words.nobodySees}</p>}
          <ul>
            {query.data.map((area) => (
              <li key={area.area}>
                <AreaRow area={area} onArea={onArea} />
              </li>
            ))}
          </ul>
        </div>
      )}
    </section>
  )
}

function AreaRow({ area, onArea }: { area: AreaCoverageView; onArea: (area: string) => void }) {
  const { say } = useLanguage()
  const words = useWords(mapWords)
  const named = area.missing.slice(0, namedAtMost).map(({ name, why }) => words.missingOne(name, words.missingWhy[why]))
  return (
    <button type="button" className="covered-area" onClick={() => onArea(area.area)}>
      <span>{say(area.name)}</span>
      <strong>{words.seenPct(area.coveredPct)}</strong>
      {area.missingCount > 0 && (
        <small title={named.join(' ')}>
          {fallOf(area) > 0 && <b className="bad">▼ {words.seenIfAllWorked(area.coveredIfAllWorkedPct)}</b>}{' '}
          {words.missingDevices(area.missingCount)} {named.join(' ')}
          {area.missingCount > namedAtMost && ' …'}
        </small>
      )}
    </button>
  )
}
