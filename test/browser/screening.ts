import { createHash } from 'node:crypto'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { jsonLog } from '#adapters/local/json-log.ts'
import { withScreening } from '#local/ground-truth/screening-on.ts'
import { loadCounty } from '#local/load-county.ts'
import { runCounty } from '#local/running-county.ts'
import { declarationSchema, prepared } from '#scenarios/epidemic-control/linkage/checkpoint.ts'
import { Findings, fits, inDark, launch, picture, signedIn, violations } from './browser.ts'

/**
 * The room of the health office in a real browser over a county that screens: purpose, queue, person, decision and deletion
 * from the keyboard, lists, figures and the auditor's trace; nothing of it in addresses or in the browser's storage.
 */
const findings = new Findings()
const expect = findings.expect.bind(findings)
const dayMs = 86_400_000
const iso = (atMs: number) => new Date(atMs).toISOString()
const folder = mkdtempSync(join(tmpdir(), 'screening-'))
const listed = '示范街道柳岫小区'

const running = await runCounty({
  county: withScreening(loadCounty('demo'), Date.now(), 7),
  dataFolder: folder,
  host: '127.0.0.1',
  httpPort: 0,
  mqttPort: 0,
  speed: 1,
  siteFolder: join(import.meta.dirname, '../../dist/console'),
  log: jsonLog(() => undefined),
})
const browser = await launch()
const open = (who: string) => signedIn(browser, running, findings, who)
const shown = (page: Page, text: string | RegExp) => page.getByText(text).first().waitFor()

/** What a device says, as the broker would pass it on. */
async function say(device: string, kind: string, bodies: { id: string; ts: string; [name: string]: unknown }[]): Promise<void> {
  const payloadOf = (body: object) => new TextEncoder().encode(JSON.stringify({ v: 1, ...body }))
  const receivedAtMs = running.clock.now()
  await running.services.stream.append(
    bodies.map((body) => ({ kind, device, clientId: device, principal: device, receivedAtMs, payload: payloadOf(body) })),
  )
}

/** Ten days of lists, then people as a checkpoint declares them: listed, unclear, from nowhere, and one by two numbers. */
async function arrive(): Promise<void> {
  const now = running.clock.now()
  const lists = Array.from({ length: 10 }, (_, at) => iso(now - (9 - at) * dayMs - 3_600_000))
  const part = { hash: 'aa11bb22', prefecture: '4205', part: 1, parts: 1, counties: ['420502', '420583'] }
  const entries = [{ level: 'high', scope: '420502', text: `${listed}3号楼` }]
  await say(
    'health-desk-1',
    'risk-list',
    lists.map((listTime) => ({ id: listTime, ts: listTime, listTime, ...part, entries })),
  )
  const places = [`${listed}3号楼`, '东门街道7号', '示范街道望江小区', `${listed}３号楼`]
  const register = Array.from({ length: 40 }, (_, at) => {
    const adcode = at % 5 === 4 ? '420583' : '420502'
    const until = now - (at % 4) * dayMs
    return declarationSchema.parse({
      arrivalId: `A-2026-${String(at + 1).padStart(4, '0')}`,
      checkpoint: 'north-gate',
      at: iso(now - (40 - at) * 60_000),
      surname: `姓${at}`,
      givenName: `名${at}`,
      birthDate: `19${60 + at}-03-07`,
      phone: `138000000${String(at).padStart(2, '0')}`,
      origin: { adcode },
      stays: [{ adcode, ...(at % 5 === 4 ? {} : { community: places[at % places.length] }), from: iso(now - 9 * dayMs), to: iso(until) }],
      transport: 'coach',
      ...(at % 3 === 0 && { test: { at: iso(now - dayMs / 2), result: 'negative' } }),
      consent: { purpose: 'screening', at: iso(now - (40 - at) * 60_000) },
    })
  })
  const { messages } = prepared(register, {
    countyKey: Buffer.alloc(32, 7),
    referenceLat: 30,
    seal: (identity) => createHash('sha512').update(identity).digest('base64'),
  })
  await say(
    'checkpoint-1',
    'arrival',
    messages.map(({ ts, body }) => ({ ...body, id: body.arrivalId, ts })),
  )
}

async function isClean(page: Page, what: string): Promise<void> {
  const light = await violations(page)
  expect(`no axe violation, ${what}: ${light.join(' | ')}`, light.length === 0)
}

/** Only what the console keeps anyway: the language, and who is signed in. */
async function nothingKept(page: Page): Promise<boolean> {
  const kept = await page.evaluate(() => JSON.stringify([location.href, Object.entries(localStorage), Object.keys(sessionStorage)]))
  return !/contact|review|A-2026|[0-9a-f]{16}(?![0-9a-f-])/.test(kept.replace(/oidc[^"]*/g, '')) && page.url().endsWith('#screening')
}

async function work(): Promise<void> {
  const officer = await open('白卫')
  await officer.getByRole('link', { name: '筛查' }).click()
  await officer.getByRole('button', { name: '开始' }).waitFor()
  await shown(officer, /每次读取名单或打开一个人都会留下记录/)
  await picture(officer, 'screening-purpose')
  await officer.keyboard.press('Enter')
  await officer.getByText('请先说明用途').waitFor()
  await officer.getByRole('button', { name: '开始' }).press('Enter')
  await officer.locator('.queue-row').first().waitFor()
  expect('nobody is looked at before a purpose is stated', true)

  const first = officer.locator('.queue-row').first()
  expect('the gravest comes first, with a word beside its shape', /红/.test((await first.textContent()) ?? ''))
  expect(
    'rule, entry, policy and age of the list stand in the row',
    /高风险.*柳岫小区.*名单.*drill/s.test((await first.textContent()) ?? ''),
  )
  await officer.keyboard.press('j')
  await officer.keyboard.press('j')
  await officer.keyboard.press('k')
  expect('to choose is not to look', (await officer.locator('.person').count()) === 0)
  await officer.keyboard.press('Enter')
  await officer.locator('.person h2').waitFor()
  await shown(officer, '停留史与匹配')
  await picture(officer, 'screening-light')
  await isClean(officer, 'queue and person, light')
  await inDark(officer)
  await picture(officer, 'screening-dark')
  await isClean(officer, 'queue and person, dark')

  const waiting = await officer.locator('.queue-row').count()
  await officer.locator('.person textarea').fill('电话核实：未到过该小区')
  await officer.getByRole('radio', { name: /降为\s*绿/ }).check()
  await officer.route('**/decision', (route) =>
    route.fulfill({
      status: 409,
      contentType: 'application/problem+json',
      body: JSON.stringify({
        type: '/problems/refused',
        title: '当前状态不允许此操作',
        detail: 'the kill switch is set',
        status: 409,
        requestId: 'r-1',
      }),
    }),
  )
  await officer.getByRole('button', { name: '确定' }).click()
  await shown(officer, '当前状态不允许此操作 · the kill switch is set')
  expect(
    'a problem is told in its own words, and nothing typed is lost',
    (await officer.locator('.person textarea').inputValue()).length > 4,
  )
  await picture(officer, 'screening-problem')
  await officer.unroute('**/decision')
  findings.forgive(409, '/decision')
  await officer.getByRole('button', { name: '确定' }).click()
  await shown(officer, /已判定为绿/)
  await officer.locator('.stays', { hasText: '电话核实' }).waitFor()
  expect('decided, in the history, and off the list without another look', (await officer.locator('.queue-row').count()) <= waiting)

  await officer.route('**/queue?*', (route) => route.abort())
  await officer.getByRole('button', { name: '重新读取' }).click()
  await shown(officer, /未能重新读取，所示为较早的内容/)
  expect('what cannot be read again stays on the screen and is called old', (await officer.locator('.queue-row').count()) > 0)
  await picture(officer, 'screening-old')
  await officer.unroute('**/queue?*')
  findings.forgive('ERR_FAILED', '/v1/screening/queue.*')
  await officer.getByRole('button', { name: '重试' }).click()
  await officer.locator('.page .banner').waitFor({ state: 'detached' })

  await officer.getByRole('button', { name: '删除…' }).click()
  await shown(officer, /1 段停留/)
  await picture(officer, 'screening-erase')
  await officer.getByRole('checkbox', { name: /确认删除/ }).check()
  await officer.getByRole('button', { name: '永久删除' }).click()
  await shown(officer, /已删除，涉及/)
  await officer.keyboard.press('Escape')
  expect('deleted after naming what goes', true)
  await officer.keyboard.press('?')
  await officer.locator('dialog .keys', { hasText: '打开所选的人' }).waitFor()
  await officer.keyboard.press('Escape')
  expect('nothing of it is in the address or in storage', await nothingKept(officer))
  await bringIn(officer)

  await officer.getByRole('button', { name: 'English' }).click()
  await officer.getByRole('button', { name: 'To be checked' }).click()
  await officer.getByRole('combobox', { name: 'Colour' }).selectOption('amber')
  await officer.locator('.queue-row', { hasText: 'amber' }).first().click()
  await officer.locator('.person h2').waitFor()
  await picture(officer, 'screening-english')
  const english = await officer.evaluate(() =>
    [...document.querySelectorAll('h2, h3, h4, dt, legend, nav.tabs')].map((one) => one.textContent).join(' '),
  )
  expect('the other language is whole', !/\p{Script=Han}/u.test(english.replace(/示范县/g, '')))
  await officer.setViewportSize({ width: 375, height: 740 })
  await picture(officer, 'screening-phone-person')
  expect('a person fits a phone', await fits(officer))
  await officer.getByRole('button', { name: 'Back to the list' }).first().click()
  await officer.locator('.queue-row').first().waitFor()
  await picture(officer, 'screening-phone')
  expect('the queue fits a phone', await fits(officer))
  await officer.context().close()
}

/** A publication that is no list, then one larger than the door takes unpacked. */
async function bringIn(officer: Page): Promise<void> {
  const file = (name: string, content: string) => {
    writeFileSync(join(folder, name), content)
    return join(folder, name)
  }
  const communitys = Array.from({ length: 30_000 }, (_, at) => `示范街道第${at}小区${at % 97}号楼`)
  const highlist = [{ province: '湖北省', city: '宜昌市', county: '西陵区', communitys: [...communitys, '除1栋底商外'] }]
  const hour = `${new Date(running.clock.now() + 8 * 3_600_000).toISOString().slice(0, 10)} 00时`
  await officer.getByRole('button', { name: '风险区名单' }).click()
  await shown(officer, '现行名单')
  await officer.getByLabel(/名单文件/).setInputFiles(file('page.json', '<html>'))
  await officer
    .getByLabel(/区划代码表/)
    .setInputFiles(file('codes.csv', 'code,name\n420000,湖北省\n420500,宜昌市\n420502,西陵区\n420583,枝江市\n'))
  await officer.getByRole('button', { name: '导入', exact: true }).click()
  await shown(officer, /page.json：不是 JSON 文件/)
  await officer.getByLabel(/名单文件/).setInputFiles(file('list.json', JSON.stringify({ data: { end_update_time: hour, highlist } })))
  await officer.getByRole('button', { name: '导入', exact: true }).click()
  await shown(officer, /的名单已送出：高 30001/)
  await shown(officer, /已全部送出/)
  expect('a publication above a megabyte goes as one', true)
  await picture(officer, 'screening-lists')
  await isClean(officer, 'lists')
  await officer.getByRole('button', { name: '统计' }).click()
  await shown(officer, /少于 5 的数/)
  await picture(officer, 'screening-figures')
  await isClean(officer, 'figures')
}

/** Whoever watches the watchers sees who looked; others see no people or no room at all. */
async function watch(): Promise<void> {
  const auditor = await open('陈审')
  await auditor.getByRole('link', { name: '筛查' }).click()
  await auditor.getByRole('button', { name: '查看记录' }).click()
  await auditor.locator('td', { hasText: 'deletion of' }).waitFor()
  await picture(auditor, 'screening-trace')
  await isClean(auditor, 'trace')
  expect('the auditor sees the looks and no queue', (await auditor.getByRole('button', { name: '待核查', exact: true }).count()) === 0)
  await auditor.context().close()
  const viewer = await open('关茶')
  expect('a viewer is shown no room', (await viewer.getByRole('link', { name: '筛查' }).count()) === 0)
  await viewer.evaluate(() => {
    location.hash = '#screening'
  })
  await shown(viewer, /您的岗位不能进入此页面/)
  expect('nor lets an address typed by hand in', true)
  await viewer.context().close()
}

await arrive()
await work().catch((error) => findings.failures.push(String(error)))
await watch().catch((error) => findings.failures.push(String(error)))
await browser.close()
await running.stop()
findings.end()
