import { type AddToPrincipalPolicyResult, PolicyDocument, type PolicyStatement, Role, type RoleProps } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'

/** A role whose permissions stand in itself: half the resources, and a function never starts before it has them. */
export class InlineRole extends Role {
  readonly #permissions: PolicyDocument

  constructor(scope: Construct, id: string, props: RoleProps) {
    const permissions = new PolicyDocument()
    super(scope, id, { ...props, inlinePolicies: { permissions } })
    this.#permissions = permissions
  }

  override addToPrincipalPolicy(statement: PolicyStatement): AddToPrincipalPolicyResult {
    this.#permissions.addStatements(statement)
    return { statementAdded: true, policyDependable: this }
  }
}
