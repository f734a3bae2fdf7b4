import { CfnResource, type Resource } from 'aws-cdk-lib'
import { keysOf } from '#domain/entries.ts'

/** Logical ids of what holds data. Renaming one deletes the thing and makes another: so they never follow the code. */
export const pinnedIds = { ledger: 'LedgerTable', stream: 'ObservationStream', archive: 'ArchiveBucket', api: 'HttpApi' } as const

/** Pins the ids of the resources that must survive every change of the code around them. */
export function pinLogicalIds(resources: Record<keyof typeof pinnedIds, Resource>): void {
  for (const name of keysOf(pinnedIds)) {
    const { defaultChild } = resources[name].node
    if (!(defaultChild instanceof CfnResource)) throw new Error(`${name} has no resource to pin`)
    defaultChild.overrideLogicalId(pinnedIds[name])
  }
}
