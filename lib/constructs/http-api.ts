import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpMethod, HttpStage, LogGroupLogDestination, HttpApi as RestApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { documentPaths } from '#api/documents.ts'
import type { CountyFunction } from '#lib/constructs/county-function.ts'

/** One origin for API and console. The API checks tokens itself, so that laptop and cloud refuse the same requests. */
export class HttpApi extends Construct {
  readonly api: RestApi

  constructor(scope: Construct, id: string, props: { api: CountyFunction; site: CountyFunction }) {
    super(scope, id)
    this.api = new RestApi(this, 'Api', { createDefaultStage: false })
    const accessLog = new LogGroup(this, 'AccessLog', { retention: RetentionDays.SIX_MONTHS, removalPolicy: RemovalPolicy.RETAIN })
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: AccessLogFormat.custom(accessLogLine) },
    })
    const toApi = new HttpLambdaIntegration('ApiIntegration', props.api.fn)
    for (const path of ['/v1/{proxy+}', ...documentPaths]) this.api.addRoutes({ path, methods: [HttpMethod.ANY], integration: toApi })
    const toSite = new HttpLambdaIntegration('SiteIntegration', props.site.fn)
    this.api.addRoutes({ path: '/{proxy+}', methods: [HttpMethod.GET, HttpMethod.HEAD], integration: toSite })
    this.api.addRoutes({ path: '/', methods: [HttpMethod.GET, HttpMethod.HEAD], integration: toSite })
    new CfnOutput(this, 'Url', { value: this.api.apiEndpoint })
  }
}

/** Who asked for what and what came of it; no query, no token, no body. */
const accessLogLine = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  ip: '$context.identity.sourceIp',
  method: '$context.httpMethod',
  path: '$context.path',
  status: '$context.status',
  latencyMs: '$context.responseLatency',
})
