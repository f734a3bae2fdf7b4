import { RemovalPolicy } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { AttributeType, Billing, StreamViewType, TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Effect, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { Construct } from 'constructs'
import { period, type Sign, type Watch } from '#lib/watch/watch.ts'

/** The one table: rows by `pk`/`sk`, two sparse views, a stream that only tells the relay that something waits. */
export class Ledger extends Construct {
  readonly table: TableV2

  constructor(scope: Construct, id: string, props: { isProtected: boolean; watch: Watch }) {
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
      deletionProtection: props.isProtected,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    props.watch.alarm(this, 'ledger-refuses', { signs: this.#signs() })
  }

  #signs(): Record<string, Sign> {
    const metric = (metricName: string, more: Record<string, string> = {}) =>
      new Metric({
        ...{ namespace: 'AWS/DynamoDB', metricName, period, statistic: 'Sum' },
        dimensionsMap: { TableName: this.table.tableName, ...more },
      })
    const operations = ['TransactWriteItems', 'PutItem', 'BatchGetItem', 'Query']
    return {
      readThrottles: { metric: metric('ReadThrottleEvents'), above: 0 },
      writeThrottles: { metric: metric('WriteThrottleEvents'), above: 0 },
      ...Object.fromEntries(
        operations.map((operation) => [`errorsOf${operation}`, { metric: metric('SystemErrors', { Operation: operation }), above: 0 }]),
      ),
    }
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
