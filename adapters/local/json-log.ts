import type { Log } from '#domain/ports.ts'

/** One line of JSON for each fact, on standard error, so that standard output stays free for answers. */
export function jsonLog(write: (line: string) => void = (line) => process.stderr.write(line)): Log {
  const log =
    (level: string) =>
    (message: string, fields: Record<string, unknown> = {}) =>
      write(`${lineOf({ time: new Date().toISOString(), level, message }, fields)}\n`)
  return { info: log('info'), warn: log('warn'), error: log('error') }
}

/** What no JSON can say, such as a circle, must not stop the work that is told of. */
function lineOf(head: object, fields: object): string {
  try {
    return JSON.stringify({ ...head, ...fields }, (_key, value: unknown) => (typeof value === 'bigint' ? `${value}` : value))
  } catch (error) {
    return JSON.stringify({ ...head, unsaid: String(error) })
  }
}
