import { type ParseArgsConfig, parseArgs } from 'node:util'

type Options = NonNullable<ParseArgsConfig['options']>
type Parsed = { values: Record<string, string | boolean | undefined>; positionals: string[] }

/** A command's line: its help, the one thing it takes beside options, if any, and its options with their meaning. */
export type CommandLine = {
  usage: string
  summary: string
  positional?: string
  options: Record<string, Options[string] & { help: string }>
}

/**
 * Runs a command: `--help` explains it, a wrong option or a word too many exits with 2, a failure is told in one line without a
 * stack and exits with 1. `main` answers the exit code, nothing for 0.
 */
export async function runCommand(line: CommandLine, main: (parsed: Parsed) => Promise<unknown>): Promise<void> {
  const options: Options = { help: { type: 'boolean', short: 'h' } }
  for (const [name, { help: _help, ...option }] of Object.entries(line.options)) options[name] = option
  let parsed: Parsed
  try {
    parsed = parseArgs({ options, allowPositionals: true }) as Parsed
    refuseSurplus(parsed.positionals, line.positional)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n\n${helpText(line)}`)
    process.exitCode = 2
    return
  }
  if (parsed.values.help) {
    process.stdout.write(helpText(line))
    return
  }
  try {
    const code = await main(parsed)
    if (typeof code === 'number') process.exitCode = code
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
    process.exitCode = 1
  }
}

function refuseSurplus(positionals: string[], taken: string | undefined): void {
  const surplus = positionals[taken === undefined ? 0 : 1]
  if (surplus === undefined) return
  throw new Error(`${taken === undefined ? 'this command takes options only' : `one ${taken} at a time`}: what is "${surplus}" for?`)
}

/** The number of an option within bounds; says what is wrong otherwise. */
export function numberOption(value: string | boolean | undefined, name: string, fallback: number, low: number, high: number): number {
  if (value === undefined) return fallback
  const number = Number(value)
  if (!Number.isFinite(number) || number < low || number > high)
    throw new Error(`--${name} takes a number from ${low} to ${high}, not ${JSON.stringify(value)}`)
  return number
}

/** The same of what cannot be a fraction: a port, a seed, a count. */
export function wholeNumberOption(value: string | boolean | undefined, name: string, fallback: number, low: number, high: number): number {
  const number = numberOption(value, name, fallback, low, high)
  if (!Number.isInteger(number)) throw new Error(`--${name} takes a whole number from ${low} to ${high}, not ${JSON.stringify(value)}`)
  return number
}

function helpText({ usage, summary, options }: CommandLine): string {
  const rows = Object.entries({ ...options, help: { type: 'boolean', help: 'this text' } }).map(
    ([name, { type, help }]) => [`--${name}${type === 'string' ? ' <value>' : ''}`, help] as const,
  )
  const width = Math.max(...rows.map(([name]) => name.length)) + 2
  return `${usage}\n\n${summary}\n\n${rows.map(([name, help]) => `  ${name.padEnd(width)}${help}`).join('\n')}\n`
}
