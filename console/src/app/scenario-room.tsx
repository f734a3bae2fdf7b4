import { Suspense } from 'react'
import { Failed, Loading } from '../shared/states.tsx'
import type { PageProps, ScenarioPage } from './pages.ts'
import type { ScenarioPages } from './use-scenario-pages.ts'

/** The page of a scenario, or why it stays shut. Whether the county has it is asked before it is loaded. */
export function ScenarioRoom({ page, pages, ...props }: PageProps & { page: ScenarioPage; pages: ScenarioPages }) {
  const { scenarios, accessTo } = pages
  const access = accessTo(page)
  if (access === 'asking')
    return scenarios.isError ? <Failed error={scenarios.error} retry={() => void scenarios.refetch()} /> : <Loading />
  return (
    <Suspense fallback={<Loading />}>
      <page.Page {...props} shut={access === 'open' ? undefined : access} />
    </Suspense>
  )
}
