import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Every bundle loads on the runtime of the template, and the API and the site answer. Run with Node 24. */
const folder = process.argv[2]
// What the template gives the functions, each its own; here nobody answers at these names.
Object.assign(process.env, {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'none',
  AWS_SECRET_ACCESS_KEY: 'none',
  TABLE_NAME: 'none',
  COUNTY: 'template',
  TIMERS_URL: 'http://127.0.0.1:1/timers',
  STREAM_NAME: 'none',
  ARCHIVE_BUCKET: 'none',
  DEVICE_POLICIES: 'none',
  GATEWAY_POLICY: 'none',
  CONNECT_ORIGINS: 'none',
})
let failed = 0
let passed = 0
const judge = (what, holds) => {
  if (holds) passed++
  else failed++
  process.stdout.write(`${holds ? 'ok  ' : 'FAIL'} ${what}\n`)
}
judge(`this is Node ${process.versions.node}`, process.versions.node.startsWith('24.'))
const handlers = {}
for (const name of readdirSync(folder).filter((entry) => !entry.includes('.'))) {
  const { handler } = await import(pathToFileURL(join(folder, name, 'index.mjs')).href)
  handlers[name] = handler
  judge(`${name} loads`, typeof handler === 'function' && handler.length < 3)
}
const event = (rawPath) => ({ rawPath, rawQueryString: '', headers: {}, requestContext: { http: { method: 'GET' } } })
const context = {
  awsRequestId: 'judge',
  functionName: 'api',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:0:function:api',
  memoryLimitInMB: '512',
  functionVersion: '1',
}
judge('the API answers', (await handlers.api(event('/healthz'), context)).statusCode === 200)
judge('the API refuses strangers', (await handlers.api(event('/v1/incidents'), context)).statusCode === 401)
judge('the site answers', [200, 404].includes((await handlers.site(event('/'), context)).statusCode))
judge('an empty batch succeeds', JSON.stringify(await handlers['forest-fire']({ Records: [] }, context)) === '{"batchItemFailures":[]}')
process.stdout.write(`${passed} passed, ${failed} failed\n`)
process.exit(failed > 0 ? 1 : 0)
