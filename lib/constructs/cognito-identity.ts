import { CfnOutput, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import {
  CfnManagedLoginBranding,
  CfnUserPoolGroup,
  CfnUserPoolUser,
  CfnUserPoolUserToGroupAttachment,
  FeaturePlan,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  UserPool,
  UserPoolClient,
} from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import type { IdentitySettings } from '#domain/people/identity-settings.ts'
import { type Role, roles } from '#domain/people/principal.ts'
import type { CountyFunction } from '#lib/constructs/county-function.ts'

export type CognitoIdentityProps = {
  county: string
  /** Where the console stands, with a slash at its end. */
  callbackUrl: string
  /** Where the first administrator is invited. */
  adminEmail: string
  isProtected: boolean
}

/** What the first administrator may do: see the county, register devices, set limits. They give everybody else their group. */
const firstRoles: readonly Role[] = ['duty-officer', 'device-admin', 'scenario-admin']

/**
 * A user pool for a county that has no issuer of its own (not in AWS China): a group for each role, a public client with PKCE,
 * managed login, and an invitation by e-mail for whoever comes first. Nobody can sign up by themselves.
 */
export class CognitoIdentity extends Construct {
  readonly settings: IdentitySettings
  /** Origins that the page talks to. */
  readonly origins: readonly string[]

  constructor(scope: Construct, id: string, { county, callbackUrl, adminEmail, isProtected }: CognitoIdentityProps) {
    super(scope, id)
    const { region, account } = Stack.of(this)
    const pool = new UserPool(this, 'People', {
      selfSignUpEnabled: false,
      signInAliases: { email: true },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { sms: false, otp: true },
      passwordPolicy: { minLength: 12, requireDigits: true, requireLowercase: true, requireUppercase: true, requireSymbols: true },
      featurePlan: FeaturePlan.ESSENTIALS,
      deletionProtection: isProtected,
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    const domainPrefix = `cs-${county}-${account}`
    pool.addDomain('Door', { cognitoDomain: { domainPrefix }, managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN })
    const client = new UserPoolClient(this, 'Console', {
      userPool: pool,
      generateSecret: false,
      oAuth: { flows: { authorizationCodeGrant: true }, scopes: [OAuthScope.OPENID], callbackUrls: [callbackUrl] },
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      // A shift; the console renews within it without asking.
      refreshTokenValidity: Duration.hours(12),
      preventUserExistenceErrors: true,
      enableTokenRevocation: true,
    })
    const { userPoolId } = pool
    new CfnManagedLoginBranding(this, 'Look', { userPoolId, clientId: client.userPoolClientId, useCognitoProvidedValues: true })
    const groups = new Map(roles.map((role) => [role, new CfnUserPoolGroup(this, role, { userPoolId, groupName: role })]))
    this.#invite(userPoolId, adminEmail, groups)

    const authority = `https://cognito-idp.${region}.amazonaws.com`
    const login = `https://${domainPrefix}.auth.${region}.amazoncognito.com`
    this.origins = [authority, login]
    this.settings = {
      issuer: `${authority}/${userPoolId}`,
      clientIds: [client.userPoolClientId],
      rolesClaim: 'cognito:groups',
      subjectClaim: 'sub',
      scope: 'openid',
      authorizationEndpoint: `${login}/oauth2/authorize`,
      tokenEndpoint: `${login}/oauth2/token`,
    }
    new CfnOutput(this, 'UserPool', { value: userPoolId })
  }

  #invite(userPoolId: string, email: string, groups: ReadonlyMap<Role, CfnUserPoolGroup>): void {
    const first = new CfnUserPoolUser(this, 'First', {
      userPoolId,
      username: email,
      desiredDeliveryMediums: ['EMAIL'],
      userAttributes: [
        { name: 'email', value: email },
        { name: 'email_verified', value: 'true' },
      ],
    })
    for (const role of firstRoles) {
      const member = new CfnUserPoolUserToGroupAttachment(this, `First-${role}`, { userPoolId, username: email, groupName: role })
      for (const needed of [first, groups.get(role)]) if (needed) member.addDependency(needed)
    }
  }
}

/** Tells the functions that check tokens what they are held against: known when the stack is deployed, not when it is bundled. */
export function identifyBy(settings: IdentitySettings, functions: readonly CountyFunction[]): void {
  const stack = functions[0] && Stack.of(functions[0])
  if (stack) for (const { fn } of functions) fn.addEnvironment('IDENTITY', stack.toJsonString(settings))
}
