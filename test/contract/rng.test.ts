import { systemRng } from '#adapters/aws/system.ts'
import { seededRng } from '#local/seeded-rng.ts'
import { rngContract } from '#test/contract/rng-contract.ts'

rngContract('the random numbers of a function', () => systemRng)
rngContract('the seeded numbers of a laptop', () => seededRng(42))
rngContract('a fork of seeded numbers', () => seededRng(42).fork('waters'))
