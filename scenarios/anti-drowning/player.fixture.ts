import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Finding } from '#domain/findings/finding.ts'
import { detectDrowning } from '#scenarios/anti-drowning/detector.ts'
import type { WaterMemory } from '#scenarios/anti-drowning/memory.ts'
import type { AntiDrowningLimits } from '#scenarios/anti-drowning/schema.ts'

export type DetectorSeen = Parameters<typeof detectDrowning>[1]

/** Plays what is seen to the detector, and rings every timer when its time has come: for tests. */
export class Player {
  memory: WaterMemory | undefined
  readonly findings: Finding[] = []
  readonly commands: DeviceCommand[] = []
  readonly #timers = new Map<string, number>()
  readonly #limits: AntiDrowningLimits

  constructor(limits: AntiDrowningLimits) {
    this.#limits = limits
  }

  /** Everything that came due before, and then this. */
  see(seen: DetectorSeen): void {
    if (seen.kind !== 'wake') this.ring(seen.receivedAtMs)
    const step = detectDrowning(this.memory, seen, this.#limits)
    this.memory = step.memory
    this.findings.push(...step.findings)
    this.commands.push(...(step.commands ?? []))
    for (const { name, dueAtMs } of step.timers ?? []) {
      if (dueAtMs === undefined) this.#timers.delete(name)
      else this.#timers.set(name, dueAtMs)
    }
  }

  ring(throughMs: number): void {
    for (let rang = 0; rang < 1_000; rang++) {
      const [name, dueAtMs] = [...this.#timers].sort((a, b) => a[1] - b[1])[0] ?? []
      if (name === undefined || dueAtMs === undefined || dueAtMs > throughMs) return
      this.#timers.delete(name)
      this.see({ kind: 'wake', key: 'water:pond', name, observedAtMs: dueAtMs })
    }
  }

  /** The findings as levels and outcomes. */
  words(): string[] {
    return this.findings.map((finding) => (finding.type === 'raise' ? finding.level : finding.outcome))
  }
}
