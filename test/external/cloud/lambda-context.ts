import { randomUUID } from 'node:crypto'

/** What Lambda says of an invocation. */
export function contextOf(name = 'cloud') {
  return {
    awsRequestId: randomUUID(),
    functionName: name,
    functionVersion: '1',
    memoryLimitInMB: '512',
    invokedFunctionArn: `arn:aws:lambda:us-east-1:111122223333:function:${name}`,
    getRemainingTimeInMillis: () => 30_000,
  }
}
