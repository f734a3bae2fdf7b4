import { join } from 'node:path'
import * as z from 'zod'
import { LocalArchive } from '#adapters/local/archive.ts'
import { CountyClock } from '#adapters/local/county-clock.ts'
import { LocalIssuer, localIssuerName, localSecrets } from '#adapters/local/identity.ts'
import { LedgerFile } from '#adapters/local/ledger-file.ts'
import { LocalStore } from '#adapters/local/store.ts'
import { StreamLog } from '#adapters/local/stream-log.ts'
import { Tally } from '#adapters/local/tally.ts'
import { rateLimit } from '#api/rate-limit.ts'
import type { ApiServices } from '#api/services.ts'
import type { County } from '#domain/county/county.ts'
import { withPermissions } from '#domain/people/permissions.ts'
import type { Log } from '#domain/ports.ts'
import { cachedRegistry } from '#ledger/devices.ts'
import { keys } from '#ledger/keys.ts'
import { cachedLimits } from '#ledger/limits.ts'
import { type DeviceLinks, deviceLinks } from '#local/device-links.ts'
import { seedDevices } from '#local/seed-devices.ts'
import { seededRng } from '#local/seeded-rng.ts'
import { countyContext, scenariosOf } from '#scenarios/county-context.ts'
import { deviceHealth } from '#scenarios/extensions.ts'
import { scenarios as platform } from '#scenarios/index.ts'

/** What a county in one process works with. Two clocks: the county's may run fast, `realClock` is this machine's. */
export type CountyServices = {
  services: ApiServices
  file: LedgerFile
  store: LocalStore
  stream: StreamLog
  archive: LocalArchive
  identity: LocalIssuer
  links: DeviceLinks
  clock: CountyClock
  realClock: CountyClock
  tally: Tally
}

/** Opens the stores of a data folder that has been claimed, and joins them to the services every door and consumer shares. */
export async function openServices(county: County, dataFolder: string, speed: number, log: Log): Promise<CountyServices> {
  const file = await LedgerFile.open(join(dataFolder, 'ledger'))
  const secrets = await localSecrets(dataFolder)
  const clock = new CountyClock({ startMs: await resumeAt(file), speed })
  const realClock = new CountyClock()
  const store = new LocalStore(file, clock)
  const stream = await StreamLog.open(file)
  const archive = new LocalArchive(join(dataFolder, 'archive'))
  const tally = new Tally()
  const facts = countyContext(county)
  const scenarios = scenariosOf(county)
  await seedDevices(store, scenarios, county.devices, clock.now())

  const identity = new LocalIssuer(secrets, localIssuerName, county.people, realClock)
  const links = deviceLinks(
    { county: facts.id, deviceSecret: secrets.deviceSecret, clock: clock.origin },
    { file, store, stream, identity, log },
  )
  const services: ApiServices = {
    county: facts,
    scenarios,
    store,
    stream,
    archive,
    enrolment: links.enrolment,
    deviceHealth,
    permissions: withPermissions(platform),
    identity,
    clock,
    rng: seededRng(Date.now()),
    log,
    registry: cachedRegistry(store, clock),
    limits: cachedLimits({ store, clock, log, county: facts }),
    readings: new WeakMap(),
    meter: tally,
    rateLimit: rateLimit(clock),
  }
  return { services, file, store, stream, archive, identity, links, clock, realClock, tally }
}

const sweepRowSchema = z.object({ value: z.object({ sweptThroughMs: z.number() }) })

/** A county whose clock ran fast goes on from where it was: its time never goes back. */
async function resumeAt(file: LedgerFile): Promise<number> {
  const [row] = await file.getMany([`row!${keys.sweep.pk}\0${keys.sweep.sk}`])
  const sweptThroughMs = row ? sweepRowSchema.parse(JSON.parse(new TextDecoder().decode(row))).value.sweptThroughMs : 0
  return Math.max(Date.now(), sweptThroughMs)
}
