import { CfnOutput, RemovalPolicy } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import { HttpMethod, HttpStage, LogGroupLogDestination, HttpApi as RestApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { documentPaths } from '#api/documents.ts'
import type { CountyFunction } from '#lib/constructs/county-function.ts'
import { period, type Watch } from '#lib/watch/watch.ts'

/** One origin for API and console. The API checks tokens itself, so that laptop and cloud refuse the same requests. */
export class HttpApi extends Construct {
  readonly api: RestApi

  constructor(scope: Construct, id: string, props: { api: CountyFunction; site: CountyFunction; watch: Watch }) {
    super(scope, id)
    // One permission for each function instead of one for each route.
    const once = { scopePermissionToRoute: false }
    this.api = new RestApi(this, 'Api', {
      createDefaultStage: false,
      // The site answers whatever is no document of the API, and refuses methods that are not for reading.
      defaultIntegration: new HttpLambdaIntegration('SiteIntegration', props.site.fn, once),
    })
    const accessLog = new LogGroup(this, 'AccessLog', {
      retention: RetentionDays.SIX_MONTHS,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    new HttpStage(this, 'Stage', {
      httpApi: this.api,
      stageName: '$default',
      autoDeploy: true,
      throttle: { rateLimit: 200, burstLimit: 400 },
      accessLogSettings: { destination: new LogGroupLogDestination(accessLog), format: AccessLogFormat.custom(accessLogLine) },
    })
    const toApi = new HttpLambdaIntegration('ApiIntegration', props.api.fn, once)
    for (const path of ['/v1/{proxy+}', ...documentPaths]) this.api.addRoutes({ path, methods: [HttpMethod.ANY], integration: toApi })
    new CfnOutput(this, 'Url', { value: this.api.apiEndpoint })
    this.#watch(props)
  }

  #watch({ watch, api, site }: { api: CountyFunction; site: CountyFunction; watch: Watch }): void {
    const serverErrors = this.api.metricServerError({ period, statistic: 'Sum' })
    watch.alarm(this, 'doors-failing', {
      signs: { serverErrors: { metric: serverErrors, above: 4 }, ...api.signs('Api'), ...site.signs('Site') },
    })
    const latency = this.api.metricLatency({ period, statistic: 'p99' })
    watch.alarm(this, 'doors-slow', { signs: { latency: { metric: latency, above: 3_000 } }, periods: 5 })
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
