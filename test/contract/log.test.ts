import { powertoolsLog } from '#adapters/aws/system.ts'
import { jsonLog } from '#adapters/local/json-log.ts'
import { captured } from '#test/contract/captured.ts'
import { logContract } from '#test/contract/log-contract.ts'

logContract('the log of a function', () => ({ log: powertoolsLog, lines: captured() }))
logContract('the log of a laptop', () => ({ log: jsonLog(), lines: captured() }))
