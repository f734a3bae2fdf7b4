import { smartCommunity } from '#scenarios/smart-community/scenario.ts'
import { describeMemories } from '#test/fixtures/kept-memories.ts'

describeMemories(smartCommunity)
