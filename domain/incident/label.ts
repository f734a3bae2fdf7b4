/** What an ended case turned out to be: the ledger of alarm quality counts by it. */
export const labels = ['true', 'false', 'drill', 'test', 'duplicate', 'not-our-duty'] as const
export type Label = (typeof labels)[number]

/** What a false alarm came from. */
export const falseCauses = ['weather', 'animal', 'insect', 'light', 'ordinary-behaviour', 'sensor', 'rule', 'other'] as const
export type FalseCause = (typeof falseCauses)[number]

const byReason: Record<string, Label> = {
  closed: 'true',
  'false-alarm': 'false',
  drill: 'drill',
  test: 'test',
  duplicate: 'duplicate',
  merged: 'duplicate',
  'not-our-duty': 'not-our-duty',
}

/** The label of an ended case, `undefined` while it is open: what the person said who ended it, else what its end implies. */
export function labelOf({ ended }: { ended?: { reason: string; label?: Label | undefined } | undefined }): Label | undefined {
  return ended && (ended.label ?? byReason[ended.reason])
}
