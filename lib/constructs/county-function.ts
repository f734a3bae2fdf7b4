import { Duration } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  Code,
  Function as LambdaFunction,
  LoggingFormat,
  RecursiveLoop,
  Runtime,
  SystemLogLevel,
} from 'aws-cdk-lib/aws-lambda'
import type { ILogGroup } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { InlineRole } from '#lib/constructs/inline-role.ts'
import type { Preset } from '#lib/preset.ts'
import { period, type Sign } from '#lib/watch/watch.ts'

export type CountyFunctionProps = {
  preset: Preset
  /** The folder with its bundle. */
  code: string
  environment: Record<string, string>
  /** Where all functions of the county write. */
  log: ILogGroup
  timeout?: Duration
  reservedConcurrency?: number
}

/** A function with a role of its own that may write to the log and nothing else, and the signs that it is in trouble. */
export class CountyFunction extends Construct {
  readonly fn: LambdaFunction

  constructor(scope: Construct, id: string, props: CountyFunctionProps) {
    super(scope, id)
    const role = new InlineRole(this, 'Role', { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    role.addToPolicy(new PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [props.log.logGroupArn] }))
    this.fn = new LambdaFunction(this, 'Function', {
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: 512,
      handler: 'index.handler',
      code: Code.fromAsset(props.code),
      role,
      logGroup: props.log,
      loggingFormat: LoggingFormat.JSON,
      // Three lines an invocation, a kilobyte together, that say nothing in good days.
      systemLogLevelV2: SystemLogLevel.WARN,
      timeout: props.timeout ?? Duration.seconds(30),
      environment: { NODE_OPTIONS: '--enable-source-maps', POWERTOOLS_SERVICE_NAME: id, ...props.environment },
      ...(props.preset.recursionGuard && { recursiveLoop: RecursiveLoop.TERMINATE }),
      ...(props.reservedConcurrency !== undefined && { reservedConcurrentExecutions: props.reservedConcurrency }),
    })
  }

  /** It throws, or is not even started. What is handled record by record shows in neither. */
  signs(name = ''): Record<string, Sign> {
    return {
      [`errors${name}`]: { metric: this.fn.metricErrors({ period }), above: 0 },
      [`throttles${name}`]: { metric: this.fn.metricThrottles({ period }), above: 0 },
    }
  }

  /** Allows exactly these actions on exactly these resources. */
  allow(actions: string[], resources: string[]): void {
    this.fn.addToRolePolicy(new PolicyStatement({ actions, resources }))
  }
}
