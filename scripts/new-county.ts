import { countiesFolder } from '#adapters/local/county-files.ts'
import { runCommand } from '#local/command-line.ts'
import { copyTemplate, refuseId } from '#scripts/new-county/copy-template.ts'

await runCommand(
  {
    usage: 'npm run new:county -- <id> --name-zh <name> --name-en <name>',
    summary: 'Makes counties/<id> from the template: a small county that runs at once, to be replaced by your own facts file by file.',
    positional: 'county',
    options: {
      'name-zh': { type: 'string', help: 'its Chinese name, e.g. 清江县' },
      'name-en': { type: 'string', help: 'its English name, e.g. "Qingjiang County"' },
      adcode: { type: 'string', help: 'its GB/T 2260 code of six digits (990002, which is nobody’s)' },
    },
  },
  async ({ values, positionals: [id] }) => {
    const { 'name-zh': zh, 'name-en': en, adcode } = values
    if (id !== undefined) refuseId(countiesFolder, id)
    if (id === undefined || typeof zh !== 'string' || typeof en !== 'string') {
      process.stderr.write('Say one id and both names: npm run new:county -- <id> --name-zh <name> --name-en <name>\n')
      return 2
    }
    await copyTemplate(countiesFolder, { id, name: { zh, en }, ...(typeof adcode === 'string' && { adcode }) })
    process.stdout.write(`${nextSteps(id)}\n`)
  },
)

function nextSteps(id: string): string {
  return [
    `made counties/${id}; it runs already, in a place that does not exist. Now make it yours:`,
    '  areas.geojson   your boundary, forests and waters (WGS-84, longitude first)',
    '  devices.csv     your devices, one a line',
    '  county.json     agencies, scenarios and their limits; docs/county.md describes every field',
    '  people.csv      names and roles, never telephone numbers',
    '  README.md       where each of these facts comes from',
    `then  npm run county:check -- ${id}`,
    `and   npm start -- --county ${id}`,
  ].join('\n')
}
