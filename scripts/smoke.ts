import { readFileSync } from 'node:fs'
import * as z from 'zod'
import { numberOption, runCommand } from '#local/command-line.ts'
import { openDoor } from '#scripts/smoke/door.ts'
import { smokeWalk } from '#scripts/smoke/walk.ts'

await runCommand(
  {
    usage: 'npm run smoke -- --url <https://…> --token <file> [--token <file>] [options]',
    summary:
      'Takes one device through a running county, in the cloud or on a laptop: page, register, connect, publish, event, incident,\ndismiss as a test, revoke, retire. The tokens together must be allowed all of that: a duty officer and a device-admin are.',
    options: {
      url: { type: 'string', help: "the county's address, as the deployment printed it (Url)" },
      token: { type: 'string', multiple: true, help: 'a file with an access token; may stand more than once' },
      mqtt: { type: 'string', help: "the broker's address, where it is not the one that the credentials name" },
      wait: { type: 'string', help: 'seconds to wait for an event (30)' },
      production: { type: 'boolean', help: 'really in a county in production: its officers see the incident for a moment' },
    },
  },
  async ({ values }) => {
    const files = z.array(z.string()).min(1, 'name a file with an access token: --token <file>').safeParse(values.token)
    if (typeof values.url !== 'string' || !files.success) throw new Error('--url and --token are needed; see --help')
    const url = values.url.replace(/\/+$/, '')
    const { status } = z.looseObject({ status: z.string() }).parse(await (await fetch(`${url}/v1/county`)).json())
    if (status === 'production' && !values.production)
      throw new Error('this county is in production, and its officers would see an alarm: add --production if they know')
    const door = await openDoor(
      url,
      files.data.map((file) => readFileSync(file, 'utf8')),
    )
    await smokeWalk(door, {
      ...(typeof values.mqtt === 'string' && { mqttUrl: values.mqtt }),
      waitSeconds: numberOption(values.wait, 'wait', 30, 1, 600),
      step: (what, seen) => process.stdout.write(`ok  ${what.padEnd(12)} ${seen}\n`),
    })
    process.stdout.write('the county works from the device to the page\n')
  },
)
