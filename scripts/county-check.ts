import { countyIds, readCountyFiles } from '#adapters/local/county-files.ts'
import { type County, parseCounty } from '#domain/county/county.ts'
import { runCommand } from '#local/command-line.ts'
import { scenarios } from '#scenarios/index.ts'

await runCommand(
  {
    usage: 'npm run county:check -- <county>',
    summary: "Reads a county's files and says what is wrong with them, where, and what to do. Exits with 1 when something is.",
    positional: 'county',
    options: { json: { type: 'boolean', help: 'print one JSON document instead of text' } },
  },
  async ({ values, positionals: [id] }) => {
    if (id === undefined) {
      process.stderr.write(`Name one county: npm run county:check -- <county>. There are ${countyIds().join(', ')}.\n`)
      return 2
    }
    const result = parseCounty(readCountyFiles(id), scenarios)
    const problems = result.ok ? [] : result.problems
    if (values.json) process.stdout.write(`${JSON.stringify({ county: id, ok: result.ok, problems })}\n`)
    else if (result.ok) process.stdout.write(summary(result.county))
    else {
      const lines = problems.map(({ path, message, remedy }) => `  ${path}\n    ${message}\n    → ${remedy}`)
      process.stdout.write(`county "${id}" has ${problems.length} problem${problems.length === 1 ? '' : 's'}\n${lines.join('\n')}\n`)
    }
    return result.ok ? 0 : 1
  },
)

function summary({ file, areas, devices, people, enabled }: County): string {
  const kinds = [...new Set(devices.flatMap((device) => device.kinds))].map(
    (kind) => `${kind} ${devices.filter((device) => device.kinds.includes(kind)).length}`,
  )
  return [
    `county "${file.id}" is in order: ${file.name.zh} · ${file.name.en}, ${file.status}`,
    `  scenarios   ${enabled.join(', ')}`,
    `  areas       ${areas.length}`,
    `  devices     ${devices.length} (${kinds.join(', ')})`,
    `  people      ${people.length}`,
    '',
  ].join('\n')
}
