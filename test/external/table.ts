import type { CreateTableCommandInput } from '@aws-sdk/client-dynamodb'

/** The ledger's table as `lib/constructs/ledger.ts` makes it. */
export function tableDefinition(name: string): CreateTableCommandInput {
  const view = (letter: string) => ({
    IndexName: `view-${letter}`,
    KeySchema: [
      { AttributeName: `${letter}pk`, KeyType: 'HASH' as const },
      { AttributeName: `${letter}sk`, KeyType: 'RANGE' as const },
    ],
    Projection: { ProjectionType: 'ALL' as const },
  })
  return {
    TableName: name,
    AttributeDefinitions: ['pk', 'sk', 'apk', 'ask', 'bpk', 'bsk'].map((AttributeName) => ({ AttributeName, AttributeType: 'S' as const })),
    KeySchema: [
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ],
    GlobalSecondaryIndexes: [view('a'), view('b')],
    BillingMode: 'PAY_PER_REQUEST',
  }
}
