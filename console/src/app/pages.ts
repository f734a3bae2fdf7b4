import { type ComponentType, lazy } from 'react'
import type { ScenarioPermission } from '#domain/people/permissions.ts'
import type { Api } from '../shared/api.ts'
import type { County } from '../shared/county.ts'
import type { Me } from '../shared/people.ts'
import type { Room } from '../shared/room-links.tsx'

export type PageProps = { api: Api; me: Me; county: County; rooms: readonly Room[] }

/** The rooms of everybody who is signed in. */
export const commonRooms: readonly Room[] = ['desk', 'quality', 'limits']

/** Those of them that are loaded when somebody goes there, below the app's own top bar. */
export const commonPages: Partial<Record<Room, ComponentType<PageProps>>> = {
  quality: lazy(() => import('../features/quality/quality-page.tsx')),
  limits: lazy(() => import('../features/limits/limits-page.tsx')),
}

/** Why a page stays shut: the county has not enabled its scenario, or it is not for this person. */
export type Shut = 'off' | 'denied'

export type ScenarioPage = {
  room: Room
  /** One of these opens it. */
  rights: readonly ScenarioPermission[]
  /** It brings its own top bar, and says in its own words why it is shut. */
  Page: ComponentType<PageProps & { shut: Shut | undefined }>
}

/** Pages of single scenarios, each under the name that its scenario gives it in its definition. */
export const scenarioPages: Readonly<Record<string, ScenarioPage>> = {
  screening: {
    room: 'screening',
    rights: ['screening.read', 'screening.tallies', 'screening.audit'],
    Page: lazy(() => import('../features/screening/screening-page.tsx')),
  },
}
