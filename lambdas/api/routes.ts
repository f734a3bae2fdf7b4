import { listAreas, listPeople, listScenarios, readCounty, readMe } from '#lambdas/api/county/describe-county.ts'
import { correctDevice } from '#lambdas/api/devices/correct-device.ts'
import { listDevices } from '#lambdas/api/devices/list-devices.ts'
import { readCoverage } from '#lambdas/api/devices/read-coverage.ts'
import { readDevice, readDeviceHealth } from '#lambdas/api/devices/read-device.ts'
import { readHygiene } from '#lambdas/api/devices/read-hygiene.ts'
import { registerDevice } from '#lambdas/api/devices/register-device.ts'
import { deleteDevice, revokeDevice } from '#lambdas/api/devices/revoke-device.ts'
import { commentIncident } from '#lambdas/api/incidents/comment-incident.ts'
import { listIncidents } from '#lambdas/api/incidents/list-incidents.ts'
import { readIncidentOperation } from '#lambdas/api/incidents/read-incident.ts'
import { readTimelineOperation } from '#lambdas/api/incidents/read-timeline.ts'
import { transitionIncident } from '#lambdas/api/incidents/transition-incident.ts'
import { decideLimitsOperation } from '#lambdas/api/limits/decide-limits.ts'
import { readLimits } from '#lambdas/api/limits/read-limits.ts'
import { rollBackLimits } from '#lambdas/api/limits/roll-back-limits.ts'
import { readEvents } from '#lambdas/api/messages/read-events.ts'
import {
  discardRejectedMessage,
  listRejectedMessages,
  readRejectedMessage,
  replayRejectedMessage,
} from '#lambdas/api/messages/rejected-messages.ts'
import { sendObservations } from '#lambdas/api/messages/send-observations.ts'
import type { Operation } from '#lambdas/api/operation.ts'
import { readQuality } from '#lambdas/api/quality/read-quality.ts'
import { simulateLimits } from '#lambdas/api/quality/simulate-limits.ts'
import { suggestLimitOperation } from '#lambdas/api/quality/suggest-limit.ts'
import { decideScreeningPerson } from '#lambdas/api/screening/decide-person.ts'
import { eraseScreeningPerson } from '#lambdas/api/screening/erase-person.ts'
import { importScreeningList } from '#lambdas/api/screening/import-list.ts'
import { listScreeningReads } from '#lambdas/api/screening/list-reads.ts'
import { readScreeningDesk } from '#lambdas/api/screening/read-desk.ts'
import { readScreeningLists } from '#lambdas/api/screening/read-lists.ts'
import { readScreeningPerson } from '#lambdas/api/screening/read-person.ts'
import { readScreeningQueue } from '#lambdas/api/screening/read-queue.ts'
import { readScreeningTallies } from '#lambdas/api/screening/read-tallies.ts'
import { endShelf, listShelves, shelve } from '#lambdas/api/shelves/shelves.ts'
import { dispatchTask } from '#lambdas/api/tasks/dispatch-task.ts'
import { acceptTask, arriveAtTask, declineTask, reportTask } from '#lambdas/api/tasks/handle-task.ts'
import { listTasks } from '#lambdas/api/tasks/list-tasks.ts'

/** Every operation of the REST API. The template's routes and the OpenAPI document are made from this table. */
export const operations: readonly Operation[] = [
  listIncidents,
  readIncidentOperation,
  readTimelineOperation,
  transitionIncident,
  commentIncident,
  listTasks,
  dispatchTask,
  acceptTask,
  arriveAtTask,
  reportTask,
  declineTask,
  listDevices,
  registerDevice,
  correctDevice,
  readDevice,
  readDeviceHealth,
  readHygiene,
  readCoverage,
  revokeDevice,
  deleteDevice,
  readCounty,
  readMe,
  listScenarios,
  listAreas,
  listPeople,
  listRejectedMessages,
  readRejectedMessage,
  replayRejectedMessage,
  discardRejectedMessage,
  sendObservations,
  readEvents,
  readQuality,
  simulateLimits,
  suggestLimitOperation,
  readLimits,
  decideLimitsOperation,
  rollBackLimits,
  listShelves,
  shelve,
  endShelf,
  readScreeningDesk,
  readScreeningQueue,
  readScreeningPerson,
  decideScreeningPerson,
  eraseScreeningPerson,
  readScreeningLists,
  importScreeningList,
  readScreeningTallies,
  listScreeningReads,
]
