import type { DeviceCommand } from '#domain/findings/device-command.ts'

/** How a device of the invented world speaks: the fields of the kind, without the envelope. */
export type Say = (device: string, kind: string, fields: Record<string, unknown>) => void

/** Part of the invented world: it lives on its own until it is told to stop. */
export type Actor = { run(signal: AbortSignal): Promise<void>; onCommand?(command: DeviceCommand): void }
