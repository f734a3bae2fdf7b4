import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { pathToFileURL } from 'node:url'

/**
 * An issuer that this project did not write (`oidc-provider`), on loopback: its own sign-in pages, RS256, access tokens as JWT
 * (RFC 9068) with the roles that it knows of a person. Arguments: folder of its modules, port, console's origin, token seconds.
 */
const [modules, port, origin, tokenSeconds] = process.argv.slice(2)
const { default: Provider } = await import(pathToFileURL(`${modules}/oidc-provider/lib/index.js`).href)
const audience = 'county-sense-api'
const rolesOf = { 'wang-min': ['duty-officer', 'no-role-of-ours'], 'li-qiang': ['responder'] }

/** A key of this start only: an issuer that was started anew knows none of its tokens. */
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2_048 })
const jwks = { keys: [{ ...privateKey.export({ format: 'jwk' }), kid: randomUUID(), alg: 'RS256', use: 'sig' }] }

const provider = new Provider(`http://127.0.0.1:${port}`, {
  clients: [
    {
      client_id: 'console',
      token_endpoint_auth_method: 'none',
      grant_types: ['authorization_code', 'refresh_token'],
      redirect_uris: [`${origin}/`],
    },
  ],
  jwks,
  clientBasedCORS: () => true,
  issueRefreshToken: (_context, client) => client.grantTypeAllowed('refresh_token'),
  pkce: { required: () => true },
  ttl: { AccessToken: Number(tokenSeconds), Grant: 3_600, IdToken: 3_600, Interaction: 600, Session: 3_600 },
  features: {
    resourceIndicators: {
      enabled: true,
      defaultResource: () => `${origin}/v1`,
      useGrantedResource: () => true,
      getResourceServerInfo: () => ({ audience, scope: '', accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
    },
  },
  extraTokenClaims: (_context, { accountId }) => ({ realm_access: { roles: rolesOf[accountId] ?? [] } }),
})
provider.listen(Number(port), '127.0.0.1', () => process.stdout.write('listening\n'))
