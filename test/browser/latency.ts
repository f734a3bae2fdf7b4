import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mqtt from 'mqtt'
import { chromium } from 'playwright-core'
import { jsonLog } from '#adapters/local/json-log.ts'
import { uplinkTopic } from '#domain/observation/topic.ts'
import { loadCounty } from '#local/load-county.ts'
import { runCounty } from '#local/running-county.ts'
import { nodeId, writeFieldCounty } from '#scripts/bench/field-county.ts'

/** From a device's publish to an officer's screen, one alarm after the other: `latency.ts [trials]`; exits with 1 above the bar at p99. */
const trials = Number(process.argv[2] ?? 500)
const [barMs, waitMs] = [2_000, 10_000]

const folder = mkdtempSync(join(tmpdir(), 'latency-'))
writeFieldCounty(join(folder, 'field'), trials)
const running = await runCounty({
  county: loadCounty(join(folder, 'field')),
  dataFolder: join(folder, 'data'),
  host: '127.0.0.1',
  httpPort: 0,
  mqttPort: 0,
  speed: 1,
  siteFolder: join(import.meta.dirname, '../../dist/console'),
  log: jsonLog(() => undefined),
})
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking'],
})
const page = await (await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN' })).newPage()
await page.goto(running.http)
await page.getByRole('button', { name: '登录' }).click()
await page.getByRole('button', { name: 'Lead' }).click()
const waiting = page.getByRole('button', { name: /待签收/ })
await waiting.waitFor()

const times: number[] = []
let missed = 0
for (let trial = 0; trial < trials; trial++) {
  const id = nodeId(trial)
  const device = await mqtt.connectAsync(running.mqtt, { ...running.deviceKeys.credentials({ id }), reconnectPeriod: 0 })
  const shown = page
    .waitForFunction(
      (count) =>
        [...document.querySelectorAll('button')].some(
          ({ textContent }) => textContent?.includes('待签收') && textContent.includes(String(count)),
        ),
      trial + 1,
      { timeout: waitMs, polling: 'raf' },
    )
    .then(() => performance.now())
  const publishedAt = performance.now()
  const reading = { v: 1, id: `t${trial}`, ts: Date.now(), tMaxC: 90, backgroundMedianC: 21.5, backgroundMadC: 0.8, azimuthDeg: 120 }
  device.publish(uplinkTopic('field', 'hot-spot', id), JSON.stringify(reading), { qos: 1 })
  const at = await shown.catch(() => undefined)
  if (at === undefined) missed++
  else times.push(at - publishedAt)
  await device.endAsync()
}
times.sort((a, b) => a - b)
const quantile = (share: number) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0)
const result = { trials, missed, p50Ms: quantile(0.5), p99Ms: quantile(0.99), maxMs: quantile(1) }
process.stdout.write(`${JSON.stringify(result)}\n`)
await browser.close()
await running.stop()
process.exit(missed === 0 && result.p99Ms <= barMs ? 0 : 1)
