import { writeFileSync } from 'node:fs'
import { runCommand, wholeNumberOption } from '#local/command-line.ts'
import { measureQuality, type QualityReport } from '#local/ground-truth/quality.ts'
import { withScreening } from '#local/ground-truth/screening-on.ts'
import { loadCounty } from '#local/load-county.ts'
import { qualityPage, share } from '#scripts/quality/page.ts'

const seasons = ['summer', 'winter'] as const
/** Local midnight of the 15th: a day of July or of January. */
const startMs = { summer: Date.UTC(2026, 6, 14, 16), winter: Date.UTC(2026, 0, 14, 16) }

await runCommand(
  {
    usage: 'npm run quality -- [options]',
    summary:
      'Plays invented days whose truth is known through the whole chain and measures the alarms: recall, precision, delay, alarms per officer. Exits with 1 when somebody in danger was missed or a bar is not reached.',
    options: {
      county: { type: 'string', help: 'the county (demo)' },
      seeds: { type: 'string', help: 'how many days, each from its seed (3)' },
      from: { type: 'string', help: 'the first seed (1)' },
      days: { type: 'string', help: 'days in a row under each seed (1)' },
      season: { type: 'string', help: `${seasons.join(' or ')} (summer)` },
      screening: { type: 'boolean', help: 'switch epidemic control on for a drill, with invented arrivals' },
      html: { type: 'string', help: 'also write a report with plots to this file' },
      json: { type: 'boolean', help: 'print one line of JSON' },
    },
  },
  async ({ values }) => {
    const season = seasons.find((name) => name === (values.season ?? 'summer'))
    if (!season) throw new Error(`--season takes ${seasons.join(' or ')}, not ${values.season}`)
    const first = wholeNumberOption(values.from, 'from', 1, 0, 2 ** 31)
    const count = wholeNumberOption(values.seeds, 'seeds', 3, 1, 1_000)
    const days = wholeNumberOption(values.days, 'days', 1, 1, 31)
    const county = loadCounty(String(values.county ?? 'demo'))
    const report = await measureQuality(
      values.screening ? withScreening(county, startMs[season], days) : county,
      {
        seeds: Array.from({ length: count }, (_, index) => first + index),
        days,
        season,
        startMs: startMs[season],
      },
      (line) => void process.stderr.write(`${line}\n`),
    )
    if (typeof values.html === 'string') writeFileSync(values.html, qualityPage(report))
    process.stdout.write(values.json ? `${JSON.stringify(report)}\n` : table(report))
    return report.problems.length === 0 ? 0 : 1
  },
)

function table({ rows, precision, alarmsPerOfficerAndDay, messages, problems }: QualityReport): string {
  const cells = rows.map(
    ({
      scenario,
      recall,
      vital,
      blind,
      precision,
      alarms,
      notices,
      delayP50Seconds,
      delayP95Seconds,
      alarmsPerOfficerAndDay,
      dissuaded,
    }) => [
      scenario,
      share(recall),
      vital,
      share(precision),
      String(alarms),
      String(notices),
      delayP50Seconds === undefined ? '–' : `${delayP50Seconds.toFixed(0)} / ${delayP95Seconds?.toFixed(0)} s`,
      `${alarmsPerOfficerAndDay.mean.toFixed(1)} (${alarmsPerOfficerAndDay.low.toFixed(1)}–${alarmsPerOfficerAndDay.high.toFixed(1)})`,
      String(dissuaded),
      String(blind),
    ],
  )
  const heads = [
    'scenario',
    'recall (95 %)',
    'vital',
    'precision (95 %)',
    'alarms',
    'notices',
    'delay p50 / p95',
    'per officer and day',
    'dissuaded',
    'unseen',
  ]
  const widths = heads.map((head, column) => Math.max(head.length, ...cells.map((row) => (row[column] ?? '').length)))
  const line = (row: string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd()
  const falseOnes = rows.flatMap(({ scenario, falseRules }) =>
    Object.entries(falseRules).map(([rule, times]) => `  ${times} × ${scenario} ${rule}`),
  )
  const missed = rows.flatMap(({ scenario, missed }) => missed.map((what) => `  ${scenario}: ${what}`))
  return [
    line(heads),
    ...cells.map(line),
    `overall precision ${precision.toFixed(3)}, ${alarmsPerOfficerAndDay.toFixed(1)} alarms per officer and day; ${messages.sent} messages sent, ${messages.failed} lost`,
    ...(falseOnes.length > 0 ? ['sounded for nothing:', ...falseOnes] : []),
    ...(missed.length > 0 ? ['not told:', ...missed.slice(0, 20)] : []),
    ...problems.map((problem) => `✗ ${problem}`),
    '',
  ].join('\n')
}
