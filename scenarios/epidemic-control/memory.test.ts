import { epidemicControl } from '#scenarios/epidemic-control/scenario.ts'
import { describeMemories } from '#test/fixtures/kept-memories.ts'

describeMemories(epidemicControl)
