import { RemovalPolicy } from 'aws-cdk-lib'
import { AttributeType, Billing, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Effect, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'

/** The one table: rows by `pk`/`sk`, two sparse views, a stream that only tells the relay that something waits. */
export class Ledger extends Construct {
  readonly table: TableV2

  constructor(scope: Construct, id: string) {
    super(scope, id)
    const text = (name: string) => ({ name, type: AttributeType.STRING })
    this.table = new TableV2(this, 'Table', {
      partitionKey: text('pk'),
      sortKey: text('sk'),
      globalSecondaryIndexes: [
        { indexName: 'view-a', partitionKey: text('apk'), sortKey: text('ask') },
        { indexName: 'view-b', partitionKey: text('bpk'), sortKey: text('bsk') },
      ],
      billing: Billing.onDemand(),
      timeToLiveAttribute: 'e',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      dynamoStream: StreamViewType.KEYS_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }

  /** What the store adapter does, and nothing more: no Scan, no administration. */
  grantUse(grantee: IGrantable): void {
    const actions = ['BatchGetItem', 'Query', 'PutItem', 'DeleteItem', 'ConditionCheckItem']
    grantee.grantPrincipal.addToPrincipalPolicy(
      new PolicyStatement({
        effect: Effect.ALLOW,
        actions: actions.map((action) => `dynamodb:${action}`),
        resources: [this.table.tableArn, `${this.table.tableArn}/index/view-a`, `${this.table.tableArn}/index/view-b`],
      }),
    )
  }
}
