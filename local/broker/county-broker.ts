import { Aedes, type AedesOptions, type AuthErrorCode, type AuthenticateError, type Client, type PublishPacket } from 'aedes'
import type { DeviceKeys } from '#adapters/local/device-keys.ts'
import type { Allowance } from '#domain/allowance.ts'
import { consoleUsername, type DeviceId } from '#domain/observation/device.ts'
import { brokerPrincipal, presence } from '#domain/observation/presence.ts'
import { maxPayloadBytes } from '#domain/observation/read-message.ts'
import { commandTopic, consoleTopics, maxTopicSlashes, parseUplinkTopic } from '#domain/observation/topic.ts'
import { may } from '#domain/people/permissions.ts'
import type { Principal } from '#domain/people/principal.ts'
import type { Clock, Envelope } from '#domain/ports.ts'
import type { Enrolled } from '#local/broker/broker.ts'
import { type Pace, pace } from '#local/broker/pace.ts'
import type { Done } from '#local/broker/uplink-gate.ts'

export type BrokerParts = {
  county: string
  deviceKeys: DeviceKeys
  clock: Clock
  /** Takes over a message; `done` is called when it is durable. */
  accept: (envelope: Envelope, done: Done) => void
  /** Registration as the ledger has it, without caching. */
  lookUp: (id: DeviceId) => Promise<Enrolled | undefined>
  /** Who holds an access token. */
  verify: (token: string) => Promise<Principal | undefined>
  onSignInFailure: (cause: string) => void
}

/** What a topic stands for, and how long this may be believed: of another device only until the register may have changed. */
type Uplink = { kind: string; device: string; untilMs: number }

/** Who is behind a connection, and the last topic it was allowed to publish on. */
type Session = DeviceSession | { type: 'console' }
type DeviceSession = {
  type: 'device'
  id: DeviceId
  keyNumber: number
  allowed: Map<string, Uplink>
  pace: Pace
  version: number
  isShutOut?: true
}

/** AWS IoT Core takes 100 messages a second from one connection; a burst after a dead link may be larger. */
const uplinkAllowance: Allowance = { perSecond: 100, burst: 500 }
const badCredentials: AuthErrorCode = 4
const topicsRemembered = 256
/** As long as the pipeline takes to see a change of the register. */
const believedForMs = 10_000

/**
 * The county's MQTT broker on a laptop. It keeps AWS IoT Core's rules where aedes has none: 128 KB, 7 slashes, QoS 0 and 1,
 * a client id that is the device's own, its own topics only. An uplink message is acknowledged after it is durable in the
 * stream, and goes nowhere else: like Basic Ingest, nobody can subscribe to it.
 */
export class CountyBroker extends Aedes {
  readonly #parts: BrokerParts
  readonly #sessions = new WeakMap<Client, Session>()
  #versions = 0
  #isClosing = false

  constructor(parts: BrokerParts, options: AedesOptions = {}) {
    super({ concurrency: 100, queueLimit: 100, drainTimeout: 10_000, maxTopicLevels: 12, ...options })
    this.#parts = parts
    this.authenticate = (client, username, password, done) => {
      this.#signIn(client, username, password?.toString()).then(
        (session) => {
          if (session) this.#sessions.set(client, session)
          done(session ? null : refusal(), session !== undefined)
        },
        (error) => {
          parts.onSignInFailure(String(error))
          done(refusal(), false)
        },
      )
    }
    this.on('clientReady', (client) => this.#tellPresence(client, 'connected'))
    this.on('clientDisconnect', (client) => this.#tellPresence(client, 'disconnected'))
    this.authorizePublish = (client, packet, done) => this.#receive(client, packet, done)
    this.authorizeSubscribe = (client, subscription, done) =>
      done(null, this.#maySubscribe(client, subscription.topic) ? subscription : null)
  }

  /** Uplink messages end in the stream; only commands and hints are for subscribers. */
  override publish(packet: PublishPacket, clientOrDone?: Client | ((error?: Error) => void), done?: (error?: Error) => void): void {
    if (typeof clientOrDone === 'object' && clientOrDone !== null) return done?.()
    super.publish(packet, (typeof clientOrDone === 'function' ? clientOrDone : done) ?? (() => undefined))
  }

  /** That the broker leaves is no loss of its devices: nothing is told of the connections that end with it. */
  override close(done?: () => void): void {
    this.#isClosing = true
    super.close(done)
  }

  /** Closes the connection of a device whose credentials were taken away: any, or only one by an older key. */
  disconnect(id: DeviceId, olderThan = Number.POSITIVE_INFINITY): Promise<void> {
    const client = (this as unknown as { clients: Record<string, Client> }).clients[id] // aedes keeps it, its types do not say so
    const session = client && this.#sessions.get(client)
    if (session?.type === 'device' && session.keyNumber >= olderThan) return Promise.resolve()
    if (session?.type === 'device') session.isShutOut = true
    return client ? new Promise((resolve) => client.close(() => resolve())) : Promise.resolve()
  }

  async #signIn(client: Client, username: string | undefined, password: string | undefined): Promise<Session | undefined> {
    if (!username || !password) return undefined
    if (username === consoleUsername) {
      const principal = await this.#parts.verify(password)
      return principal && may(principal.roles, 'incidents.read') ? { type: 'console' } : undefined
    }
    if (client.id !== username) return undefined
    const device = await this.#parts.lookUp(username)
    const keyNumber = device && this.#parts.deviceKeys.numberOf(username, password, device.goodKeys)
    if (keyNumber === undefined || device?.status !== 'active') return undefined
    const [clock, version] = [this.#parts.clock, this.#nextVersion()]
    return { type: 'device', id: username, keyNumber, allowed: new Map(), pace: pace(clock, uplinkAllowance), version }
  }

  /** Later connections have higher numbers, also after a restart. */
  #nextVersion(): number {
    this.#versions = Math.max(this.#versions + 1, this.#parts.clock.now())
    return this.#versions
  }

  /** A device's connection came or went: the same words as AWS IoT Core's, into the same stream. One that gets lost leaves its silence to tell. */
  #tellPresence(client: Client, eventType: 'connected' | 'disconnected'): void {
    const session = this.#sessions.get(client)
    if (session?.type !== 'device' || this.#isClosing) return
    const receivedAtMs = this.#parts.clock.now()
    const hasSaidSo = (client as unknown as { _disconnected: boolean })._disconnected // set by its DISCONNECT packet; aedes' types do not say so
    const told = {
      clientId: session.id,
      timestamp: receivedAtMs,
      eventType,
      ...(eventType === 'disconnected' && { clientInitiatedDisconnect: hasSaidSo }),
      ...(session.isShutOut && { disconnectReason: 'API_INITIATED_DISCONNECT' }),
      versionNumber: session.version,
    }
    const envelope = { kind: presence.name, device: session.id, clientId: session.id, principal: brokerPrincipal, receivedAtMs }
    this.#parts.accept({ ...envelope, payload: Buffer.from(JSON.stringify(told)) }, () => undefined)
  }

  #receive(client: Client | null, packet: PublishPacket, done: (error?: Error | null) => void): void {
    if (!client) return done()
    const session = this.#sessions.get(client)
    if (session?.type !== 'device') return done(new Error('only devices publish'))
    if (packet.qos === 2) return done(new Error('QoS 2 is not offered'))
    const payload = typeof packet.payload === 'string' ? Buffer.from(packet.payload) : packet.payload
    if (payload.byteLength > maxPayloadBytes) return done(new Error('payload larger than 128 KB'))
    const known = session.allowed.get(packet.topic)
    if (known && known.untilMs > this.#parts.clock.now()) return this.#accept(client, session, known, payload, done)
    this.#allow(session, packet.topic).then(
      (uplink) => (uplink ? this.#accept(client, session, uplink, payload, done) : done(new Error('not a topic of this device'))),
      (error) => done(error),
    )
  }

  #accept(client: Client, { id, pace }: DeviceSession, { kind, device }: Uplink, payload: Uint8Array, done: Done): void {
    const { accept, clock } = this.#parts
    pace(() => accept({ kind, device, clientId: client.id, principal: `key/${id}`, receivedAtMs: clock.now(), payload }, done))
  }

  async #allow(session: DeviceSession, topic: string): Promise<Uplink | undefined> {
    if (topic.split('/').length - 1 > maxTopicSlashes + (topic.startsWith('$aws/rules/') ? 3 : 0)) return undefined
    session.allowed.delete(topic)
    const named = parseUplinkTopic(this.#parts.county, topic)
    if (!named) return undefined
    const isOwn = named.device === session.id
    if (!isOwn && (await this.#parts.lookUp(named.device))?.parent !== session.id) return undefined
    const uplink = { ...named, untilMs: isOwn ? Number.POSITIVE_INFINITY : this.#parts.clock.now() + believedForMs }
    if (session.allowed.size < topicsRemembered) session.allowed.set(topic, uplink)
    return uplink
  }

  #maySubscribe(client: Client | null, topic: string): boolean {
    if (!client) return true
    const session = this.#sessions.get(client)
    if (session?.type === 'console') return topic === consoleTopics(this.#parts.county)
    return session?.type === 'device' && topic === commandTopic(this.#parts.county, session.id)
  }
}

function refusal(): AuthenticateError {
  return Object.assign(new Error('bad credentials'), { returnCode: badCredentials })
}
