import { MemoryStore } from '#adapters/local/memory-store.ts'
import type { StreamSource } from '#adapters/local/stream-log.ts'
import type { Device } from '#domain/observation/device.ts'
import type { Envelope, Queue, Rng, Store, StreamRecord } from '#domain/ports.ts'
import type { Scenario } from '#domain/scenario/scenario.ts'
import { cachedRegistry, deviceWrite } from '#ledger/devices.ts'
import { deadlinesWord } from '#ledger/keys.ts'
import { cachedLimits, type LimitsRepository } from '#ledger/limits.ts'
import { seededRng } from '#local/seeded-rng.ts'
import { StreamConsumer } from '#local/stream-runner.ts'
import { detectBatch } from '#pipeline/detection/detect-batch.ts'
import type { DetectionServices } from '#pipeline/detection/services.ts'
import { relay } from '#pipeline/relay.ts'
import { salvage } from '#pipeline/salvage.ts'
import { runtimesOf } from '#pipeline/scenario-runtime.ts'
import { startShortTimers } from '#pipeline/short-timers.ts'
import { dueDeadlineSchema, expire, sweep } from '#pipeline/sweep.ts'
import { deviceHealth } from '#scenarios/device-health/scenario.ts'
import { deviceHealthLimits } from '#scenarios/device-health/schema.ts'
import { countyContextOf } from '#test/fixtures/county-context.ts'
import { probe, probeScenario } from '#test/fixtures/probe-scenario.ts'
import { FaultyStore, type InjectionRates, Life } from '#test/simulation/faulty-ports.ts'
import { VirtualClock } from '#test/simulation/virtual-clock.ts'

export const startMs = Date.UTC(2026, 10, 23, 3)
const shards = 2
const injected: InjectionRates = { throttled: 0.02, lostBefore: 0.03, lostAfter: 0.05, slowMs: 40 }
const noneInjected: InjectionRates = { throttled: 0, lostBefore: 0, lostAfter: 0, slowMs: 0 }
const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** How a planted bug changes the parts; the simulation has to notice each. */
export type Sabotage = {
  store?: (store: Store) => Store
  detect?: typeof detectBatch
  limits?: (book: LimitsRepository, clock: VirtualClock) => LimitsRepository
}

export const devices: Device[] = Array.from({ length: 6 }, (_, index) => ({
  id: `d-${index}`,
  name: `device ${index}`,
  kinds: ['probe'],
  site: { lat: 30.2, lon: 150.2 },
  watches: [`area-${index % 3}`],
  silenceSeconds: 60,
  status: 'active',
}))

/** A small county in which everything that can fail fails, under virtual time; the code under it is the deployed one. */
export class World {
  readonly clock = new VirtualClock(startMs)
  readonly truth = new MemoryStore(this.clock)
  readonly rng: Rng
  readonly shards: { records: StreamRecord[]; wake: () => void; appended: Promise<void> }[] = []
  readonly checkpoints = new Map<string, string>()
  readonly commands = new Map<string, number>()
  readonly scenarios: readonly Scenario[] = [probeScenario, deviceHealth]
  readonly #sabotage: Sabotage
  #rates = injected
  #lives: { life: Life; consumers: StreamConsumer[] }[] = []
  #relaying = 0

  constructor(seed: number, sabotage: Sabotage = {}) {
    this.rng = seededRng(seed)
    this.#sabotage = sabotage
    for (let shard = 0; shard < shards; shard++) this.shards.push(emptyShard())
  }

  async open(): Promise<void> {
    const timers: Queue = { send: async ({ body, delaySeconds }) => this.#queue(dueDeadlineSchema.parse(body), delaySeconds) }
    this.truth.onPut(deadlinesWord, (put) => {
      // The table's stream is followed by another process, which may die: then the sweep has to find the row.
      if (this.rng.next() < 0.95) void startShortTimers({ timers, clock: this.clock }, put)
    })
    for (const device of devices) await this.truth.commit([deviceWrite(device, 0)])
    this.startConsumers()
  }

  /** What a process of its own sees of the world. */
  services(life: Life): DetectionServices {
    const store = new FaultyStore(this.#sabotage.store?.(this.truth) ?? this.truth, life, this.clock, this.rng, this.#rates)
    const limits = cachedLimits({ store, clock: this.clock, log: silent, county: rules })
    return {
      county: rules,
      store,
      limits: this.#sabotage.limits?.(limits, this.clock) ?? limits,
      registry: cachedRegistry(store, this.clock),
      readings: new WeakMap(),
      clock: this.clock,
      rng: this.rng,
      log: silent,
      meter: { count: () => undefined },
    }
  }

  /** A record enters the stream; what was put twice has two sequences. */
  put(envelope: Envelope): void {
    const shard = this.shards[Number(envelope.device.at(-1)) % shards] as World['shards'][number]
    shard.records.push({ sequence: String(shard.records.length + 1).padStart(6, '0'), envelope })
    const { wake } = shard
    Object.assign(shard, nextAppend())
    wake()
  }

  /** Every process dies where it stands, and new ones start from the checkpoints. */
  crash(): void {
    for (const { life } of this.#lives) life.die()
    this.#lives = []
    this.startConsumers()
  }

  /** New processes start while the old ones go on: zombies. */
  startConsumers(): void {
    const life = new Life()
    const services = this.services(life)
    const detect = this.#sabotage.detect ?? detectBatch
    const consumers = this.scenarios.flatMap((scenario) =>
      this.shards.map((shard, index) => {
        const name = `${scenario.id}-${index}`
        const settings = { name, batchSize: 10, windowSeconds: 0, retryAttempts: 20, maxRecordAgeSeconds: 86_400 }
        return new StreamConsumer(settings, {
          source: sourceOf(shard),
          handle: async (records) => ({
            batchItemFailures: (await detect(services, scenario, records)).failed.map((itemIdentifier) => ({ itemIdentifier })),
          }),
          giveUp: async (records) => void (await salvage(services, scenario, records)),
          checkpoints: {
            load: (consumer) => life.through(async () => this.checkpoints.get(consumer) ?? '0'),
            save: (consumer, sequence) => this.#checkpoint(life, consumer, sequence),
          },
          clock: this.clock,
          rng: this.rng,
          log: silent,
        })
      }),
    )
    for (const consumer of consumers) consumer.start()
    this.#lives.push({ life, consumers })
  }

  endZombies(): void {
    for (const { life } of this.#lives.slice(0, -1)) life.die()
    this.#lives = this.#lives.slice(-1)
  }

  /** One run of the relay in a process of its own; it may be killed in the middle. */
  async runRelay(life = new Life()): Promise<void> {
    if (this.#relaying > 2) return
    this.#relaying++
    const services = this.services(life)
    const timers: Queue = {
      send: ({ body, delaySeconds }) =>
        life.through(async () => this.#queue(body as { dueAtMs: number; deadlineId: string }, delaySeconds)),
    }
    const deviceCommands = {
      command: (command: { id: string }) =>
        life.through(async () => void this.commands.set(command.id, (this.commands.get(command.id) ?? 0) + 1)),
    }
    await Promise.race([
      relay({ ...services, push: { publish: async () => undefined }, deviceCommands, timers }).catch(() => undefined),
      this.clock.sleep(10_000),
    ])
    this.#relaying--
  }

  async runSweep(life = new Life()): Promise<void> {
    const detection = this.services(life)
    const services = { ...detection, scenarioAt: runtimesOf(detection, this.scenarios) }
    await Promise.race([sweep(services).catch(() => undefined), this.clock.sleep(50_000)])
  }

  /** All injected faults end; whatever is left must now come to rest. */
  heal(): void {
    this.#rates = noneInjected
    this.crash()
  }

  async settle(): Promise<void> {
    for (let round = 0; round < 12; round++) {
      await this.clock.advance(20_000)
      void this.runSweep()
      void this.runRelay()
      await this.clock.advance(10_000)
    }
  }

  get backlog(): number {
    return this.scenarios
      .flatMap(({ id }) => this.shards.map(({ records }, index) => records.length - Number(this.checkpoints.get(`${id}-${index}`) ?? 0)))
      .reduce((sum, rest) => sum + rest, 0)
  }

  async #checkpoint(life: Life, consumer: string, sequence: string): Promise<void> {
    await life.through(async () => {
      if (this.#rates !== noneInjected && this.rng.next() < 0.05) return // the answer counts as saved, the checkpoint is not: the batch comes again after a crash
      if (sequence > (this.checkpoints.get(consumer) ?? '0')) this.checkpoints.set(consumer, sequence)
    })
  }

  /** At least once, not exactly once. */
  #queue(due: { dueAtMs: number; deadlineId: string }, delaySeconds: number): void {
    for (let copies = this.rng.next() < 0.1 ? 2 : 1; copies > 0; copies--) void this.#deliver(due, delaySeconds)
  }

  async #deliver(due: { dueAtMs: number; deadlineId: string }, delaySeconds: number): Promise<void> {
    await this.clock.sleep(delaySeconds * 1000 + this.rng.next() * 200)
    if (this.rng.next() < 0.1) return // lost with its process: the sweep has to find the row
    const detection = this.services(new Life())
    await expire({ ...detection, scenarioAt: runtimesOf(detection, this.scenarios) }, due).catch(() => undefined)
  }
}

const limits = new Map<string, unknown>([
  ['probe', { alarmAbove: 50 }],
  ['device-health', deviceHealthLimits.parse({ measuringKinds: [], connection: { graceSeconds: 20 } })],
])
const rules = countyContextOf('sim', [probe], [probeScenario, deviceHealth], { limitsOf: (id) => limits.get(id) })

function nextAppend(): { wake: () => void; appended: Promise<void> } {
  let wake: () => void = () => undefined
  const appended = new Promise<void>((resolve) => {
    wake = resolve
  })
  return { wake, appended }
}

function emptyShard(): World['shards'][number] {
  return { records: [], ...nextAppend() }
}

function sourceOf(shard: World['shards'][number]): StreamSource {
  return {
    read: async (afterSequence, limit) => shard.records.slice(Number(afterSequence), Number(afterSequence) + limit),
    appended: () => shard.appended,
  }
}
