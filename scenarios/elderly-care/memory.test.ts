import { elderlyCare } from '#scenarios/elderly-care/scenario.ts'
import { describeMemories } from '#test/fixtures/kept-memories.ts'

describeMemories(elderlyCare)
