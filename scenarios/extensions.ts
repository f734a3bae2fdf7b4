import type { Operation } from '#api/operation.ts'
import { coreOperations } from '#api/routes.ts'
import type { ScenarioExtension } from '#api/scenario-extension.ts'
import type { DeviceHealthSource } from '#api/services.ts'
import { deviceHealthExtension } from '#scenarios/device-health/extension.ts'
import { epidemicControlExtension } from '#scenarios/epidemic-control/extension.ts'

/** What scenarios add to the doors. One with nothing to add has no line here. */
export const extensions: readonly ScenarioExtension[] = [epidemicControlExtension, deviceHealthExtension]

/** Every operation of the REST API: the platform's list and the scenarios' lists, one after the other. */
export const operations: readonly Operation[] = [...coreOperations, ...extensions.flatMap(({ operations = [] }) => operations)]

const noHealth: DeviceHealthSource = {
  of: async (_store, devices) =>
    devices.map(({ status, silenceSeconds }) => ({
      state: status === 'active' ? 'never-heard' : status,
      silenceMs: silenceSeconds * 1000,
      faults: [],
    })),
}

/** The health of devices, by the scenario that watches them. */
export const deviceHealth: DeviceHealthSource = extensions.find((extension) => extension.deviceHealth)?.deviceHealth ?? noHealth
