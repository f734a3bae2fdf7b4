import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoStore } from '#adapters/aws/store.ts'
import { powertoolsLog, powertoolsMeter, systemClock, systemRng } from '#adapters/aws/system.ts'
import { required } from '#lambdas/services/environment.ts'

/** The ledger, and what every function has: a clock, chance, a log and counters. */
export function ledgerServices() {
  return {
    store: new DynamoStore(new DynamoDBClient({}), required('TABLE_NAME'), systemClock),
    clock: systemClock,
    rng: systemRng,
    log: powertoolsLog,
    meter: powertoolsMeter,
  }
}
