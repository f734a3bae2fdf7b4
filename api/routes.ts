import { listAreas, listPeople, listScenarios, readCounty, readMe } from '#api/county/describe-county.ts'
import { batchDevices } from '#api/devices/batch-devices.ts'
import { correctDevice } from '#api/devices/correct-device.ts'
import { enableDevice } from '#api/devices/enable-device.ts'
import { listDevices } from '#api/devices/list-devices.ts'
import { readCoverage } from '#api/devices/read-coverage.ts'
import { readDevice, readDeviceChanges, readDeviceHealth } from '#api/devices/read-device.ts'
import { readHygiene } from '#api/devices/read-hygiene.ts'
import { registerDevice } from '#api/devices/register-device.ts'
import { deleteDevice, revokeDevice } from '#api/devices/revoke-device.ts'
import { completeRotation, rotateDevice } from '#api/devices/rotate-device.ts'
import { commentIncident } from '#api/incidents/comment-incident.ts'
import { listIncidents } from '#api/incidents/list-incidents.ts'
import { readIncidentOperation } from '#api/incidents/read-incident.ts'
import { readTimelineOperation } from '#api/incidents/read-timeline.ts'
import { transitionIncident } from '#api/incidents/transition-incident.ts'
import { decideLimitsOperation } from '#api/limits/decide-limits.ts'
import { readLimits } from '#api/limits/read-limits.ts'
import { rollBackLimits } from '#api/limits/roll-back-limits.ts'
import { readEvents } from '#api/messages/read-events.ts'
import {
  discardRejectedMessage,
  listRejectedMessages,
  readRejectedMessage,
  replayRejectedMessage,
} from '#api/messages/rejected-messages.ts'
import { sendObservations } from '#api/messages/send-observations.ts'
import type { Operation } from '#api/operation.ts'
import { readQuality } from '#api/quality/read-quality.ts'
import { readSimulation } from '#api/quality/read-simulation.ts'
import { simulateLimits } from '#api/quality/simulate-limits.ts'
import { suggestLimitOperation } from '#api/quality/suggest-limit.ts'
import { endShelf, listShelves, shelve } from '#api/shelves/shelves.ts'
import { dispatchTask } from '#api/tasks/dispatch-task.ts'
import { acceptTask, arriveAtTask, declineTask, reportTask } from '#api/tasks/handle-task.ts'
import { listTasks } from '#api/tasks/list-tasks.ts'

/** The platform's own operations. With those of the scenarios they are what the OpenAPI document is made from. */
export const coreOperations: readonly Operation[] = [
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
  batchDevices,
  correctDevice,
  readDevice,
  readDeviceHealth,
  readDeviceChanges,
  readHygiene,
  readCoverage,
  revokeDevice,
  enableDevice,
  rotateDevice,
  completeRotation,
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
  readSimulation,
  suggestLimitOperation,
  readLimits,
  decideLimitsOperation,
  rollBackLimits,
  listShelves,
  shelve,
  endShelf,
]
