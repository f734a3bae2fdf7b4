import { fishingBan } from '#scenarios/fishing-ban/scenario.ts'
import { describeMemories } from '#test/fixtures/kept-memories.ts'

describeMemories(fishingBan)
