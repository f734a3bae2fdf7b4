import type { QualityReport, QualityRow } from '#local/ground-truth/quality.ts'

type Interval = QualityRow['recall']

/** A share with its interval, `–` when there was nothing to share. */
export function share(interval: Interval): string {
  return interval ? `${interval.share.toFixed(2)} (${interval.low.toFixed(2)}–${interval.high.toFixed(2)})` : '–'
}

/** The report as one page without scripts: a table, and for each scenario its recall and precision with their intervals. */
export function qualityPage(report: QualityReport): string {
  const { county, seeds, daysEach, season, rows, precision, alarmsPerOfficerAndDay, messages, problems } = report
  const lines = rows.map(
    (row) =>
      `<tr><th scope="row">${row.scenario}</th><td>${row.told} / ${row.happened}</td><td>${bar(row.recall)}</td><td>${row.vital}</td><td>${row.alarms}</td><td>${bar(row.precision)}</td><td>${seconds(row.delayP50Seconds)} / ${seconds(row.delayP95Seconds)}</td><td>${row.alarmsPerOfficerAndDay.mean.toFixed(1)}</td><td>${row.notices}</td><td>${row.dissuaded}</td></tr>`,
  )
  const verdict =
    problems.length === 0
      ? '<p>All bars are reached.</p>'
      : `<ul>${problems.map((problem) => `<li>${escaped(problem)}</li>`).join('')}</ul>`
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Alarm quality of ${escaped(county)}</title>
<style>
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body { max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid color-mix(in srgb, currentColor 20%, transparent); white-space: nowrap; }
svg { display: block; }
</style></head><body>
<h1>Alarm quality of ${escaped(county)}</h1>
<p>${seeds.length} invented days of ${season} (${daysEach} in a row each), seeds ${seeds[0]}–${seeds.at(-1)}. ${messages.sent} messages, ${messages.failed} lost.
Overall precision ${precision.toFixed(3)}; ${alarmsPerOfficerAndDay.toFixed(1)} alarms per officer and day.</p>
${verdict}
<div class="wide"><table><thead><tr><th>Scenario</th><th>Told / happened</th><th>Recall</th><th>Vital</th><th>Alarms</th><th>Precision</th><th>Delay p50 / p95</th><th>Per officer and day</th><th>Notices</th><th>Dissuaded</th></tr></thead>
<tbody>${lines.join('\n')}</tbody></table></div>
<p>Whiskers are 95 % intervals (Wilson). A delay counts from the moment the limit was reached. What is invented says how the rules work together, not how a sensor sees.</p>
</body></html>
`
}

/** A bar from 0 to 1 with its interval as a whisker, and the figure in words. */
function bar(interval: Interval): string {
  if (!interval) return '–'
  const [value, low, high] = [interval.share, interval.low, interval.high].map((figure) => (figure * 120).toFixed(1))
  return `<svg width="120" height="18" role="img" aria-label="${share(interval)}"><rect width="${value}" height="12" y="3" fill="#3b7dd8"/><line x1="${low}" x2="${high}" y1="9" y2="9" stroke="currentColor" stroke-width="2"/></svg>${share(interval)}`
}

function seconds(value: number | undefined): string {
  return value === undefined ? '–' : `${value.toFixed(0)} s`
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
