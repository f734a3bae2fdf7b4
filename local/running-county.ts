import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { LocalArchive } from '#adapters/local/archive.ts'
import { claimFolder } from '#adapters/local/claim-folder.ts'
import { CountyClock } from '#adapters/local/county-clock.ts'
import { LocalDeviceCommands } from '#adapters/local/device-commands.ts'
import { LocalDeviceEnrolment } from '#adapters/local/device-enrolment.ts'
import { DeviceKeys } from '#adapters/local/device-keys.ts'
import { Enrolments } from '#adapters/local/enrolments.ts'
import { LocalIssuer, localIssuerName, localSecrets } from '#adapters/local/identity.ts'
import { LedgerFile } from '#adapters/local/ledger-file.ts'
import { LocalPush } from '#adapters/local/push.ts'
import { LocalQueue } from '#adapters/local/queue.ts'
import { LocalStore } from '#adapters/local/store.ts'
import { StreamLog } from '#adapters/local/stream-log.ts'
import { Tally } from '#adapters/local/tally.ts'
import { rateLimit } from '#api/rate-limit.ts'
import type { ApiRequest } from '#api/request.ts'
import type { ApiServices } from '#api/services.ts'
import { siteFile } from '#api/site/site-file.ts'
import type { County } from '#domain/county/county.ts'
import { withPermissions } from '#domain/people/permissions.ts'
import type { Log } from '#domain/ports.ts'
import { cachedRegistry } from '#ledger/devices.ts'
import { deadlinesWord, keys } from '#ledger/keys.ts'
import { cachedLimits } from '#ledger/limits.ts'
import { readRow } from '#ledger/row-type.ts'
import { startBroker } from '#local/broker/broker.ts'
import { startConsumers } from '#local/consumers.ts'
import { apiDoors } from '#local/http/api-doors.ts'
import { httpDoor } from '#local/http/http-door.ts'
import { mqttSockets } from '#local/http/mqtt-socket.ts'
import { signInDoor } from '#local/http/sign-in-door.ts'
import { portOf } from '#local/port-of.ts'
import { repeating, singleFlight } from '#local/scheduling.ts'
import { seedDevices } from '#local/seed-devices.ts'
import { seededRng } from '#local/seeded-rng.ts'
import { relay } from '#pipeline/relay.ts'
import { runtimesOf } from '#pipeline/scenario-runtime.ts'
import { startShortTimers } from '#pipeline/short-timers.ts'
import { dueDeadlineSchema, expire, sweep } from '#pipeline/sweep.ts'
import { countyContext, scenariosOf } from '#scenarios/county-context.ts'
import { deviceHealth } from '#scenarios/extensions.ts'
import { scenarios as platform } from '#scenarios/index.ts'

export type LocalOptions = {
  county: County
  dataFolder: string
  host: string
  httpPort: number
  mqttPort: number
  speed: number
  siteFolder: string
  signInCode?: string
  log: Log
}

export type RunningCounty = {
  http: string
  mqtt: string
  services: ApiServices
  deviceKeys: DeviceKeys
  clock: CountyClock
  stop(): Promise<void>
}

const sweepEveryMs = 60_000
const heartbeatEveryMs = 10_000
const trimEveryMs = 3_600_000
const dayMs = 86_400_000
/** What a door says when no port could help: the name leads nowhere, or the address is not this machine's. */
const noSuchHost = new Set<string | undefined>(['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL'])

/** A whole county in one process: broker, stream, scenarios, relay, sweep, API, console and sign-in over one data folder. */
export async function runCounty(options: LocalOptions): Promise<RunningCounty> {
  const { county, dataFolder, host, log } = options
  const isNewFolder = await claimFolder(dataFolder, county.file.id)
  const file = await LedgerFile.open(join(dataFolder, 'ledger'))
  const secrets = await localSecrets(dataFolder)
  const clock = new CountyClock({ startMs: await resumeAt(file), speed: options.speed })
  const realClock = new CountyClock()
  const store = new LocalStore(file, clock)
  const stream = await StreamLog.open(file)
  const tally = new Tally()
  const facts = countyContext(county)
  const scenarios = scenariosOf(county)
  await seedDevices(store, scenarios, county.devices, clock.now())

  const identity = new LocalIssuer(secrets, localIssuerName, county.people, realClock)
  const deviceKeys = new DeviceKeys(secrets.deviceSecret)
  const enrolments = new Enrolments(file)
  const lookUp = async (id: string) => {
    const row = await readRow(store, keys.device(id))
    return row && { ...row.value, enrolment: await enrolments.of(id) }
  }
  const broker = startBroker(
    { county: facts.id, deviceSecret: secrets.deviceSecret, clock: clock.origin },
    { append: (chunk) => stream.appendChunk(chunk), identity, lookUp, log },
  )
  let isStopping = false
  // Once the broker closes, no console is left to hear of anything.
  const push = new LocalPush({ publish: async (...hint) => (isStopping ? undefined : broker.publish(...hint)) })
  const deviceCommands = new LocalDeviceCommands(broker, facts.id)
  const enrolment = new LocalDeviceEnrolment({
    deviceKeys,
    enrolments,
    wasRegistered: async (id) => (await lookUp(id)) !== undefined,
    disconnect: (id) => broker.disconnect(id),
  })

  const rng = seededRng(Date.now())
  const archive = new LocalArchive(join(dataFolder, 'archive'))
  const services: ApiServices = {
    county: facts,
    scenarios,
    store,
    stream,
    archive,
    enrolment,
    deviceHealth,
    permissions: withPermissions(platform),
    identity,
    clock,
    rng,
    log,
    registry: cachedRegistry(store, clock),
    limits: cachedLimits({ store, clock, log, county: facts }),
    readings: new WeakMap(),
    meter: tally,
    rateLimit: rateLimit(clock),
  }
  const sweeping = { ...services, scenarioAt: runtimesOf(services, scenarios) }
  const timers = new LocalQueue(clock, log)
  timers.consume(({ body }) => expire(sweeping, dueDeadlineSchema.parse(body)))
  const publishOutbox = singleFlight(() => relay({ ...services, deviceCommands, push, timers }), log, 'the relay will try again')
  store.onPut('OUTBOX#', publishOutbox.trigger)
  store.onPut(deadlinesWord, (put) => {
    startShortTimers({ timers, clock }, put).catch((cause) =>
      log.warn('a short timer was not started; the sweep will find its row', { cause: String(cause) }),
    )
  })
  const consumers = startConsumers(services, archive, file, stream)
  const rhythms = [
    repeating(clock, sweepEveryMs, log, 'sweep', async () => {
      await sweep(sweeping)
      publishOutbox.trigger()
    }),
    repeating(realClock, heartbeatEveryMs, log, 'heartbeat', () => push.publish(`cs/${facts.id}/console/heartbeat`, { atMs: clock.now() })),
    repeating(clock, trimEveryMs, log, 'trim of the archive', () => archive.trim(clock.now() - county.file.archiveDays * dayMs)),
    repeating(realClock, 60_000, log, 'trim', () => stream.trim(Math.min(...consumers.map((consumer) => Number(consumer.position))))),
  ]

  const doors = [
    ...apiDoors(services, tally),
    signInDoor(identity, county.people, realClock, options.signInCode),
    { prefix: '/', answer: ({ method, path }: ApiRequest) => siteFile(options.siteFolder, method, path) },
  ]
  const http = httpDoor(doors, log)
  let sockets: ReturnType<typeof mqttSockets> | undefined
  /** Takes nothing new, finishes what is in hand, and closes the file. */
  async function stop(): Promise<void> {
    isStopping = true
    const brokerClosed = broker.close() // first, so that the connections that end with it are nobody's loss
    sockets?.close()
    http.close()
    http.closeAllConnections()
    await brokerClosed
    for (const rhythm of rhythms) await rhythm.stop()
    for (const consumer of consumers) await consumer.stop()
    await timers.stop()
    await publishOutbox.stop()
    await file.close()
  }
  /** A county with a door that does not open is stopped again: half of one must not keep the folder, nor one that it made. */
  const opened = (what: string, option: string, port: number, opening: Promise<number>) =>
    opening.catch(async (cause: NodeJS.ErrnoException) => {
      await stop()
      if (isNewFolder) await rm(dataFolder, { recursive: true })
      const remedy = noSuchHost.has(cause.code) ? '--host' : option
      throw new Error(`the ${what} door cannot be opened on ${host}, port ${port} (${cause.message}); choose another with ${remedy}`, {
        cause,
      })
    })
  const mqttPort = await opened('MQTT', '--mqtt-port', options.mqttPort, broker.listen(options.mqttPort, host))
  const httpPort = await opened('HTTP', '--port', options.httpPort, listen(http, options.httpPort, host))
  // Only now: a WebSocket server throws what its HTTP server could not do.
  sockets = mqttSockets(http, { port: mqttPort, host: reachable(host) })

  const shownHost = host.includes(':') ? `[${host}]` : host
  return {
    http: `http://${shownHost}:${httpPort}`,
    mqtt: `mqtt://${shownHost}:${mqttPort}`,
    services,
    deviceKeys,
    clock,
    stop,
  }
}

const sweepRowSchema = z.object({ value: z.object({ sweptThroughMs: z.number() }) })

/** A county whose clock ran fast goes on from where it was: its time never goes back. */
async function resumeAt(file: LedgerFile): Promise<number> {
  const [row] = await file.getMany([`row!${keys.sweep.pk}\0${keys.sweep.sk}`])
  const sweptThroughMs = row ? sweepRowSchema.parse(JSON.parse(new TextDecoder().decode(row))).value.sweptThroughMs : 0
  return Math.max(Date.now(), sweptThroughMs)
}

/** Where a door that listens everywhere can be reached from inside. */
function reachable(host: string): string {
  return { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host
}

function listen(server: ReturnType<typeof httpDoor>, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => resolve(portOf(server)))
  })
}
