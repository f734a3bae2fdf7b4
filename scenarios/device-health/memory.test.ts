import { deviceHealth } from '#scenarios/device-health/scenario.ts'
import { describeMemories } from '#test/fixtures/kept-memories.ts'

describeMemories(deviceHealth)
