import type { Api } from '../shared/api.ts'
import type { Me } from '../shared/people.ts'
import { useScenarios } from '../shared/scenarios.ts'
import { type ScenarioPage, type Shut, scenarioPages } from './pages.ts'

/** Which pages of scenarios this person and this county have. A door is shown only once the county has said so. */
export function useScenarioPages(api: Api, me: Me | undefined) {
  const isAllowed = ({ rights }: ScenarioPage) => rights.some((right) => me?.permissions.includes(right))
  // Who may open none of them does not ask.
  const scenarios = useScenarios(api, Object.values(scenarioPages).some(isAllowed))
  const enabled = scenarios.data?.items.flatMap(({ page }) => (page === undefined ? [] : (scenarioPages[page] ?? [])))
  const accessTo = (page: ScenarioPage): 'open' | 'asking' | Shut => {
    if (!isAllowed(page)) return 'denied'
    if (!enabled) return 'asking'
    return enabled.includes(page) ? 'open' : 'off'
  }
  return { scenarios, accessTo, open: Object.values(scenarioPages).filter((page) => accessTo(page) === 'open') }
}
export type ScenarioPages = ReturnType<typeof useScenarioPages>
