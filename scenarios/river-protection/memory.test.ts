import { riverProtection } from '#scenarios/river-protection/scenario.ts'
import { describeMemories } from '#test/fixtures/kept-memories.ts'

describeMemories(riverProtection)
