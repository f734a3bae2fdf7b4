import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { ScenarioLimits } from '#domain/api/limits.ts'
import { limitsWords } from '../../locales/limits.ts'
import type { Api } from '../../shared/api.ts'
import { useLanguage, useWords } from '../../shared/language.tsx'
import type { Me } from '../../shared/people.ts'
import { useScenarios } from '../../shared/scenarios.ts'
import { Failed, Loading } from '../../shared/states.tsx'
import { type Parameter, rangeOf, shown } from './parameter.ts'
import { TuneDialog } from './tune-dialog.tsx'
import { Versions } from './versions.tsx'

/** What each scenario judges by, who decided it and why; with the permission, how to decide otherwise. */
export default function LimitsPage({ api, me }: { api: Api; me: Me }) {
  const { say } = useLanguage()
  const words = useWords(limitsWords)
  const queries = useQueryClient()
  const [chosen, choose] = useState<string>()
  const [tuned, tune] = useState<Parameter>()
  const [saved, setSaved] = useState<number>()
  const scenarios = useScenarios(api)
  const id = chosen ?? scenarios.data?.items[0]?.id
  const limits = useQuery({
    queryKey: ['limits', id],
    queryFn: () => api.get<ScenarioLimits>(`/v1/scenarios/${id}/limits`),
    enabled: id !== undefined,
    refetchInterval: 15_000,
  })
  const mayTune = me.permissions.includes('scenarios.tune')
  const done = (after: ScenarioLimits) => {
    queries.setQueryData(['limits', after.scenario], after)
    tune(undefined)
    setSaved(after.newest)
  }
  if (scenarios.isError) return <Failed error={scenarios.error} retry={() => void scenarios.refetch()} />
  if (!scenarios.data || !id) return <Loading />
  return (
    <main className="page">
      <h2>{words.limits}</h2>
      <label className="choice">
        {words.scenario}
        <select
          value={id}
          onChange={({ target }) => {
            choose(target.value)
            setSaved(undefined)
          }}
        >
          {scenarios.data.items.map((scenario) => (
            <option key={scenario.id} value={scenario.id}>
              {say(scenario.title)}
            </option>
          ))}
        </select>
      </label>
      {!mayTune && <p className="quiet">{words.onlyRead}</p>}
      <p role="status" className="good">
        {saved === undefined ? '' : words.saved(saved)}
      </p>
      {limits.isError && <Failed error={limits.error} retry={() => void limits.refetch()} />}
      {limits.isPending && <Loading />}
      {limits.data && (
        <>
          <p>
            <strong>{words.versionInForce(limits.data.inForce)}</strong>
            {limits.data.newest !== limits.data.inForce && ` · ${words.pending(limits.data.newest)}`}
          </p>
          <LimitsTable limits={limits.data} onTune={mayTune ? tune : undefined} />
          <Versions api={api} me={me} limits={limits.data} mayTune={mayTune} onDone={done} />
        </>
      )}
      {tuned && limits.data && (
        <TuneDialog api={api} limits={limits.data} parameter={tuned} onCancel={() => tune(undefined)} onDone={done} />
      )}
    </main>
  )
}

function LimitsTable({ limits, onTune }: { limits: ScenarioLimits; onTune: ((parameter: Parameter) => void) | undefined }) {
  const words = useWords(limitsWords)
  return (
    <div className="table limits">
      <table>
        <thead>
          <tr>
            {[words.parameter, words.inForce, words.preset, words.range].map((head) => (
              <th key={head} scope="col">
                {head}
              </th>
            ))}
            {onTune && <th scope="col">{words.change}</th>}
          </tr>
        </thead>
        <tbody>
          {limits.parameters.map((parameter) => (
            <tr key={parameter.path} data-changed={shown(parameter.inForce) === shown(parameter.preset) ? undefined : true}>
              <th scope="row">{parameter.path}</th>
              <td className="value">{shown(parameter.inForce, parameter.unit)}</td>
              <td className="value">{shown(parameter.preset, parameter.unit)}</td>
              <td>{rangeOf(parameter)}</td>
              {onTune && (
                <td>
                  <button type="button" onClick={() => onTune(parameter)} aria-label={`${words.change} ${parameter.path}`}>
                    {words.change}
                  </button>
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
