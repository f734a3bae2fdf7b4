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
  const { CDK_DEFAULT_ACCOUNT: account, CDK_DEFAULT_REGION: region } = process.env
  const answer = readOrder({
    context: context('county', 'preset', 'issuer', 'audience', 'reservedConcurrency', 'identity', 'adminEmail'),
    account,
    region,
  })
  if (answer.type === 'refused') throw new NotDeployable(answer.sentence)
  const stacksToBundle: unknown = app.node.tryGetContext('aws:cdk:bundling-stacks')
  const isListedOnly = Array.isArray(stacksToBundle) && stacksToBundle.length === 0
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
