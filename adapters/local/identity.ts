import { randomUUID } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { exportJWK, generateKeyPair, importJWK, type JWK, jwtVerify, SignJWT } from 'jose'
import { type Principal, rolesMayBeHeldTogether, type SignedIn } from '#domain/people/principal.ts'
import type { Clock, Identity } from '#domain/ports.ts'

/** The secrets of one data folder: made at the first start, never leaving it. */
export type LocalSecrets = { signingKey: JWK; deviceSecret: string }

const secretsFile = 'secrets.json'

export const audience = 'county-sense-api'
export const localIssuerName = 'urn:county-sense:local'

/** Reads the data folder's secrets, making them if it has none yet. Only the owner can read the file. */
export async function localSecrets(folder: string): Promise<LocalSecrets> {
  const found = await readSecrets(folder)
  if (found) return found
  const { privateKey } = await generateKeyPair('ES256', { extractable: true })
  const secrets = {
    signingKey: { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'ES256' },
    deviceSecret: randomUUID(),
  }
  await mkdir(folder, { recursive: true })
  await writeFile(join(folder, secretsFile), JSON.stringify(secrets, undefined, 2), { mode: 0o600, flag: 'wx' })
  return secrets
}

/** The secrets of a county that was started here before. */
export async function existingSecrets(folder: string): Promise<LocalSecrets> {
  const found = await readSecrets(folder)
  if (!found) throw new Error(`${folder} is no data folder of a county; start the county there first, or name its folder with --data`)
  return found
}

async function readSecrets(folder: string): Promise<LocalSecrets | undefined> {
  const file = join(folder, secretsFile)
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw new Error(error.code === 'ENOTDIR' ? `${folder} is a file, not a data folder` : `${file} cannot be read: ${error.message}`)
  })
  if (text === undefined) return undefined
  try {
    return JSON.parse(text) as LocalSecrets
  } catch {
    throw new Error(`${file} is damaged: it is not JSON; bring it back from a copy, or start on another folder`)
  }
}

/**
 * The local county's own small issuer: access tokens (RFC 9068) for the people of the roster. It exists for laptops and
 * demonstrations; a deployed county names its own issuer, and this file is not bundled into any Lambda.
 */
export class LocalIssuer implements Identity {
  readonly #key: JWK
  readonly #clock: Clock
  readonly #people: readonly Principal[]
  readonly issuer: string

  constructor(secrets: LocalSecrets, issuer: string, people: readonly Principal[], clock: Clock) {
    this.#key = secrets.signingKey
    this.issuer = issuer
    this.#people = people
    this.#clock = clock
  }

  async token(person: Principal, lifetimeSeconds: number): Promise<string> {
    const issuedAt = Math.floor(this.#clock.now() / 1000)
    return new SignJWT({ name: person.name, roles: person.roles, client_id: 'console' })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: this.#key.kid ?? '' })
      .setIssuer(this.issuer)
      .setAudience(audience)
      .setSubject(person.id)
      .setJti(randomUUID())
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeSeconds)
      .sign(await importJWK(this.#key, 'ES256'))
  }

  /** Who signed in, for the console itself (OpenID Connect); the API does not take it for an access token. */
  async idToken(person: Principal, clientId: string, lifetimeSeconds: number): Promise<string> {
    const issuedAt = Math.floor(this.#clock.now() / 1000)
    return new SignJWT({ name: person.name })
      .setProtectedHeader({ alg: 'ES256', kid: this.#key.kid ?? '' })
      .setIssuer(this.issuer)
      .setAudience(clientId)
      .setSubject(person.id)
      .setIssuedAt(issuedAt)
      .setExpirationTime(issuedAt + lifetimeSeconds)
      .sign(await importJWK(this.#key, 'ES256'))
  }

  async verify(bearerToken: string): Promise<SignedIn | undefined> {
    try {
      const { payload } = await jwtVerify(bearerToken, await importJWK(this.publicKey(), 'ES256'), {
        issuer: this.issuer,
        audience,
        typ: 'at+jwt',
        algorithms: ['ES256'],
        requiredClaims: ['exp', 'sub'],
        currentDate: new Date(this.#clock.now()),
      })
      // The roster decides, not the token: who left the roster is out at once.
      const person = this.#people.find(({ id }) => id === payload.sub)
      if (!person || !rolesMayBeHeldTogether(person.roles)) return undefined
      return { id: person.id, name: person.name, roles: person.roles, expiresAtMs: (payload.exp ?? 0) * 1000 }
    } catch {
      return undefined
    }
  }

  publicKey(): JWK {
    const { d: _private, ...publicKey } = this.#key
    return publicKey
  }
}
