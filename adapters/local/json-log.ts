import type { Log } from '#domain/ports.ts'

/** One line of JSON for each fact, on standard error, so that standard output stays free for answers. */
export function jsonLog(write: (line: string) => void = (line) => process.stderr.write(line)): Log {
  const log =
    (level: string) =>
    (message: string, fields: Record<string, unknown> = {}) =>
      write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...fields })}\n`)
  return { info: log('info'), warn: log('warn'), error: log('error') }
}
