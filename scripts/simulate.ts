import { runCommand, wholeNumberOption } from '#local/command-line.ts'
import { playHistory } from '#test/simulation/history.ts'

await runCommand(
  {
    usage: 'npm run simulate -- [options]',
    summary:
      'Plays histories in which everything fails over the deployed handlers, under virtual time. A failing seed replays exactly. Exits with 1 when a promise was broken.',
    options: {
      seeds: { type: 'string', help: 'how many histories (1000)' },
      from: { type: 'string', help: 'the first seed (1)' },
      json: { type: 'boolean', help: 'print one line of JSON' },
    },
  },
  async ({ values }) => {
    const seeds = wholeNumberOption(values.seeds, 'seeds', 1_000, 1, 10_000_000)
    const from = wholeNumberOption(values.from, 'from', 1, 0, 2 ** 31)
    const broken: { seed: number; promises: string[] }[] = []
    const startedAt = performance.now()
    for (let seed = from; seed < from + seeds; seed++) {
      const promises = await playHistory(seed)
      if (promises.length > 0) broken.push({ seed, promises })
      if (promises.length > 0 && !values.json)
        process.stdout.write(`seed ${seed} broke ${promises.length} promise(s):\n${promises.map((promise) => `  ${promise}`).join('\n')}\n`)
      const played = seed - from + 1
      if (played % 500 === 0)
        process.stderr.write(
          `${played} of ${seeds} histories, ${broken.length} broken, ${Math.round((performance.now() - startedAt) / 1000)} s\n`,
        )
    }
    const summary = { seeds, from, broken, seconds: Math.round((performance.now() - startedAt) / 1000) }
    process.stdout.write(
      values.json ? `${JSON.stringify(summary)}\n` : `${seeds} histories, ${broken.length} broken, ${summary.seconds} s\n`,
    )
    return broken.length > 0 ? 1 : 0
  },
)
