import { forestFire } from '#scenarios/forest-fire/scenario.ts'
import { describeMemories } from '#test/fixtures/kept-memories.ts'

describeMemories(forestFire)
