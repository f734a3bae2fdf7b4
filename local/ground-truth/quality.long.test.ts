import { it } from 'vitest'
import { expectTheFloor } from '#local/ground-truth/corner.fixture.ts'

it('two invented days with known truth keep the floor: nobody in danger missed, three alarms in five right, nothing lost', () =>
  expectTheFloor([1, 2]))
