import { rm } from 'node:fs/promises'
import { claimFolder } from '#adapters/local/claim-folder.ts'
import type { CountyClock } from '#adapters/local/county-clock.ts'
import type { DeviceKeys } from '#adapters/local/device-keys.ts'
import type { ApiRequest } from '#api/request.ts'
import type { ApiServices } from '#api/services.ts'
import { siteFile } from '#api/site/site-file.ts'
import type { County } from '#domain/county/county.ts'
import type { Log } from '#domain/ports.ts'
import { startBackgroundWork } from '#local/background-work.ts'
import { openServices } from '#local/county-services.ts'
import { apiDoors } from '#local/http/api-doors.ts'
import { httpDoor } from '#local/http/http-door.ts'
import { mqttSockets } from '#local/http/mqtt-socket.ts'
import { signInDoor } from '#local/http/sign-in-door.ts'
import { portOf } from '#local/port-of.ts'

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

/** What a door says when no port could help: the name leads nowhere, or the address is not this machine's. */
const noSuchHost = new Set<string | undefined>(['ENOTFOUND', 'EAI_AGAIN', 'EADDRNOTAVAIL'])

/** A whole county in one process: broker, stream, scenarios, relay, sweep, API, console and sign-in over one data folder. */
export async function runCounty(options: LocalOptions): Promise<RunningCounty> {
  const { county, dataFolder, host, log } = options
  const isNewFolder = await claimFolder(dataFolder, county.file.id)
  const opened = await openServices(county, dataFolder, options.speed, log)
  const { services, identity, links, clock, realClock, tally } = opened
  const work = startBackgroundWork(opened, county.file.archiveDays)
  const doors = [
    ...apiDoors(services, tally),
    signInDoor(identity, county.people, realClock, options.signInCode),
    { prefix: '/', answer: ({ method, path }: ApiRequest) => siteFile(options.siteFolder, method, path) },
  ]
  const http = httpDoor(doors, log)
  let sockets: ReturnType<typeof mqttSockets> | undefined
  /** Takes nothing new, finishes what is in hand, and closes the file. */
  async function stop(): Promise<void> {
    const brokerClosed = links.close() // first, so that the connections that end with it are nobody's loss
    sockets?.close()
    http.close()
    http.closeAllConnections()
    await brokerClosed
    await work.stop()
    await opened.file.close()
  }
  /** A county with a door that does not open is stopped again: half of one must not keep the folder, nor one that it made. */
  const listening = (what: string, option: string, port: number, opening: Promise<number>) =>
    opening.catch(async (cause: NodeJS.ErrnoException) => {
      await stop()
      if (isNewFolder) await rm(dataFolder, { recursive: true })
      const remedy = noSuchHost.has(cause.code) ? '--host' : option
      throw new Error(`the ${what} door cannot be opened on ${host}, port ${port} (${cause.message}); choose another with ${remedy}`, {
        cause,
      })
    })
  const mqttPort = await listening('MQTT', '--mqtt-port', options.mqttPort, links.broker.listen(options.mqttPort, host))
  const httpPort = await listening('HTTP', '--port', options.httpPort, listen(http, options.httpPort, host))
  // Only now: a WebSocket server throws what its HTTP server could not do.
  sockets = mqttSockets(http, { port: mqttPort, host: reachable(host) })

  const shownHost = host.includes(':') ? `[${host}]` : host
  return {
    http: `http://${shownHost}:${httpPort}`,
    mqtt: `mqtt://${shownHost}:${mqttPort}`,
    services,
    deviceKeys: links.deviceKeys,
    clock,
    stop,
  }
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
