import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { addCounty } from '#lib/county-app.ts'
import { readOrder } from '#lib/door.ts'
import { NotDeployable } from '#lib/errors.ts'

/** `cdk deploy -c county=<id> -c preset=<aws|aws-cn>`: the only place that reads environment and context. */
// CloudFormation checks what it is given; CDK's own check of the template costs eight seconds and is a test's (`whole-synthesis.long.test.ts`).
const app = new App({ builtinCloudFormationValidation: false })
const context = (...names: string[]) => Object.fromEntries(names.map((name) => [name, app.node.tryGetContext(name)]))

try {
  const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION, AWS_REGION, AWS_DEFAULT_REGION } = process.env
  // Where nobody has signed in and named no region, the CLI says us-east-1, which is nobody's choice.
  const region = account || AWS_REGION || AWS_DEFAULT_REGION ? CDK_DEFAULT_REGION : undefined
  const stacksToBundle: unknown = app.node.tryGetContext('aws:cdk:bundling-stacks')
  const isListedOnly = Array.isArray(stacksToBundle) && stacksToBundle.length === 0
  const answer = readOrder({
    context: context('county', 'preset', 'issuer', 'audience', 'reservedConcurrency', 'identity', 'adminEmail'),
    account,
    region,
    isListedOnly,
  })
  if (answer.type === 'refused') throw new NotDeployable(answer.sentence)
  addCounty(app, {
    ...answer.order,
    // `cdk ls` asks for names: its functions need no code, and what an earlier synthesis bundled stays.
    templateOnly: isListedOnly,
    bundleFolder: join(import.meta.dirname, '..', 'dist', isListedOnly ? 'listed' : 'functions'),
  })
  app.synth()
} catch (error) {
  if (!(error instanceof NotDeployable)) throw error
  process.stderr.write(`${error.sentence.zh} / ${error.sentence.en}\n`)
  // At once: an App writes what it has, which is nothing, when the process ends by itself.
  process.exit(1)
}
