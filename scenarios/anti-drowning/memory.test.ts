import { antiDrowning } from '#scenarios/anti-drowning/scenario.ts'
import { describeMemories } from '#test/fixtures/kept-memories.ts'

describeMemories(antiDrowning)
