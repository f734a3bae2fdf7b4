import type { ScenarioExtension } from '#api/scenario-extension.ts'
import { decideScreeningPerson } from '#scenarios/epidemic-control/operations/decide-person.ts'
import { eraseScreeningPerson } from '#scenarios/epidemic-control/operations/erase-person.ts'
import { importScreeningList } from '#scenarios/epidemic-control/operations/import-list.ts'
import { listScreeningReads } from '#scenarios/epidemic-control/operations/list-reads.ts'
import { readScreeningDesk } from '#scenarios/epidemic-control/operations/read-desk.ts'
import { readScreeningLists } from '#scenarios/epidemic-control/operations/read-lists.ts'
import { readScreeningPerson } from '#scenarios/epidemic-control/operations/read-person.ts'
import { readScreeningQueue } from '#scenarios/epidemic-control/operations/read-queue.ts'
import { readScreeningTallies } from '#scenarios/epidemic-control/operations/read-tallies.ts'

/** The room of the health office: its queue, its lists, its decisions, and the trace of who looked. */
export const epidemicControlExtension: ScenarioExtension = {
  scenario: 'epidemic-control',
  operations: [
    readScreeningDesk,
    readScreeningQueue,
    readScreeningPerson,
    decideScreeningPerson,
    eraseScreeningPerson,
    readScreeningLists,
    importScreeningList,
    readScreeningTallies,
    listScreeningReads,
  ],
}
