import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { jsonLog } from '#adapters/local/json-log.ts'
import { loadCounty } from '#local/load-county.ts'
import { type RunningCounty, runCounty } from '#local/running-county.ts'
import { startSimulator } from '#local/simulator/simulator.ts'
import { Findings, fits, inDark, launch, picture, signedIn, violations } from './browser.ts'

/**
 * The duty desk in a real browser over a real county: sign in, see what the simulator caused, work it to 结案 with keyboard
 * and mouse, lose the push and find it again. Also: no request leaves the origin, no console error, no axe violation.
 */
const findings = new Findings()
const { failures } = findings
const expect = findings.expect.bind(findings)

const county = loadCounty('demo')
const running = await runCounty({
  county,
  dataFolder: mkdtempSync(join(tmpdir(), 'county-')),
  host: '127.0.0.1',
  httpPort: 0,
  mqttPort: 0,
  speed: 1,
  siteFolder: join(import.meta.dirname, '../../dist/console'),
  log: jsonLog(() => undefined),
})
const simulator = await startSimulator({
  county,
  url: running.mqtt,
  credentials: (id) => running.deviceKeys.credentials({ id }),
  clock: running.clock,
  seed: 1,
})
const browser = await launch()
const open = (who: string) => signedIn(browser, running, findings, who)

async function walk(running: RunningCounty): Promise<void> {
  const officer = await open('王敏')
  await officer.locator('.row').first().waitFor({ timeout: 60_000 })
  expect('an incident that the simulator caused appears by itself', true)
  await officer.locator('.map[data-ready]').waitFor({ timeout: 30_000 })
  expect('the map has loaded', true)
  // What is said must not change under our hands: let the visitor go home first.
  await officer
    .getByText(/劝离|自行结束/)
    .first()
    .waitFor({ timeout: 90_000 })
  await officer.keyboard.press('j')
  await officer.locator('.case h2').waitFor()
  await picture(officer, 'desk-light')
  const light = await violations(officer)
  expect(`no axe violation in light: ${light.join(' | ')}`, light.length === 0)
  await inDark(officer)
  await picture(officer, 'desk-dark')
  const dark = await violations(officer)
  expect(`no axe violation in dark: ${dark.join(' | ')}`, dark.length === 0)
  const title = (await officer.locator('.case h2').textContent()) ?? ''

  await officer.keyboard.press('a')
  await officer.getByText('已签收').waitFor()
  await officer.keyboard.press('c')
  await officer.getByText('已立案').waitFor()
  await officer.locator('.steps [data-state=now]', { hasText: '立案' }).waitFor()
  expect('the blue button goes forward: 派遣', (await officer.locator('.actions .primary').allTextContents()).join() === '派遣…')
  await officer.getByRole('button', { name: 'English' }).click()
  await officer.getByText('Confirm: done').waitFor()
  await officer.getByRole('button', { name: '中文' }).click()
  expect('who acknowledged is named', (await officer.locator('.inputs', { hasText: '签收' }).textContent())?.includes('王敏') === true)
  await officer.keyboard.press('d')
  await officer.locator('dialog select').selectOption('li-qiang')
  await picture(officer, 'dispatch')
  await officer.locator('dialog button[type=submit]').click()
  await officer.locator('.steps [data-state=now]', { hasText: '派遣' }).waitFor()
  expect('acknowledged, confirmed and dispatched from the keyboard', true)

  const responder = await open('李强')
  await responder.getByRole('button', { name: /在办/ }).click()
  await responder.locator('.row', { hasText: title }).click()
  await responder.getByRole('button', { name: '接单' }).click()
  await responder.getByRole('button', { name: '反馈…' }).click()
  await responder.locator('dialog textarea').fill('已到场，人员已离开 <img src=x onerror=alert(1)>')
  await responder.locator('dialog button[type=submit]').click()
  await responder.locator('.steps [data-state=now]', { hasText: '反馈' }).waitFor()
  expect('accepted and reported by the responder', true)

  await officer.getByRole('button', { name: /待核查/ }).click()
  await officer.locator('.steps [data-state=now]', { hasText: '反馈' }).waitFor()
  await officer.keyboard.press('v')
  await officer.locator('.steps [data-state=now]', { hasText: '核查' }).waitFor()
  await officer.keyboard.press('v')
  await officer.locator('.steps [data-state=now]', { hasText: '结案' }).waitFor()
  expect('verified and closed: 结案', true)
  expect('what a person typed is text, not markup', (await officer.locator('.timeline img').count()) === 0)
  await picture(officer, 'closed')

  await officer.getByRole('button', { name: 'English' }).click()
  const english = (await officer.locator('.tabs').textContent()) ?? ''
  await officer.getByText('Close: done').waitFor()
  expect('the other language is whole', /To verify/.test(english) && !/\p{Script=Han}/u.test(english))
  await officer.setViewportSize({ width: 360, height: 640 })
  await picture(officer, 'phone')
  expect('nothing is cut on a phone', await fits(officer))
  await responder.context().close()
  await officer.context().close()
  void running
}

/** The owner of the rules tries another limit, saves it and finds it in the history; an officer shelves a nuisance and lets it go. */
async function decide(): Promise<void> {
  const owner = await open('钱景')
  await owner.getByRole('link', { name: '限值' }).click()
  await owner.locator('select').selectOption('smart-community')
  await owner.getByRole('button', { name: '修改… gas.alarmLelPct' }).click()
  await owner.locator('dialog input').fill('12')
  // What came in is kept in batches of half a minute: before the first there is nothing to try a limit on.
  while ((await running.services.archive.begins()) === undefined) await owner.waitForTimeout(500)
  await owner.getByRole('button', { name: '用近七天试算' }).click()
  await owner.getByText(/起不变/).waitFor()
  await owner.locator('dialog textarea').fill('夜市摊位误报多')
  await picture(owner, 'limits-tune')
  await owner.locator('dialog button[type=submit]').click()
  await owner.locator('.versions', { hasText: 'gas.alarmLelPct: 10 → 12' }).waitFor()
  expect('a limit was tried, saved with its reason, and stands in the history', true)

  await owner.locator('main select').selectOption('forest-fire')
  await owner.getByRole('button', { name: '修改… weather.thresholds' }).click()
  const json = owner.locator('dialog textarea.json')
  await json.fill('[5.2, 11.2,\n 21.3 40]')
  await owner.getByText('第 2 行第 7 列起不是 JSON').waitFor()
  await json.fill('[5.2, 11.2]')
  await owner.locator('dialog textarea').last().fill('按本县十年资料')
  await owner.locator('dialog button[type=submit]').click()
  await owner.locator('dialog [role=alert]', { hasText: 'body.limits.weather.thresholds' }).waitFor()
  findings.forgive(400, '/limits')
  expect('a list that does not fit is told with its place, and stays typed', (await json.inputValue()) === '[5.2, 11.2]')
  await picture(owner, 'limits-json')
  await json.fill('[5.2,11.2,21.3,40]')
  await owner.getByRole('button', { name: '整理格式' }).click()
  await owner.locator('dialog .faults', { hasText: '[5.2,11.2,21.3,40]' }).waitFor()
  const jsonViolations = await violations(owner)
  expect(`no axe violation on the editor: ${jsonViolations.join(' | ')}`, jsonViolations.length === 0)
  await owner.locator('dialog button[type=submit]').click()
  await owner.locator('.versions', { hasText: 'weather.thresholds' }).waitFor()
  expect('a list was compared and saved with its reason', true)
  await owner.getByRole('button', { name: '修改… smoke.score', exact: true }).waitFor()
  const limitViolations = await violations(owner)
  expect(`no axe violation on the limits: ${limitViolations.join(' | ')}`, limitViolations.length === 0)
  await picture(owner, 'limits')
  await inDark(owner)
  await owner.getByRole('link', { name: '质量' }).click()
  await owner.getByText('各场景准确率').waitFor()
  await picture(owner, 'quality-dark')
  const qualityViolations = await violations(owner)
  expect(`no axe violation on the quality: ${qualityViolations.join(' | ')}`, qualityViolations.length === 0)
  await owner.setViewportSize({ width: 375, height: 740 })
  await picture(owner, 'quality-phone')
  expect('quality fits a phone', await fits(owner))
  await owner.getByRole('link', { name: '限值' }).click()
  await owner.locator('table').waitFor()
  await picture(owner, 'limits-phone')
  expect('limits fit a phone', await fits(owner))
  await owner.context().close()

  const officer = await open('王敏')
  await officer.locator('.row').first().waitFor({ timeout: 60_000 })
  await officer.keyboard.press('j')
  await officer.locator('.case h2').waitFor()
  await officer.getByRole('button', { name: '搁置…' }).click()
  await officer.locator('dialog textarea').fill('正在检修')
  await officer.locator('dialog button[type=submit]').click()
  await officer.locator('.shelves', { hasText: '剩余 120 分钟' }).waitFor()
  await picture(officer, 'shelves')
  expect('a nuisance is shelved and shows its time left', true)
  await officer.getByRole('button', { name: '取消搁置' }).click()
  await officer.getByText('没有搁置的对象').waitFor()
  expect('and is taken off again', true)
  await officer.context().close()
}

/** The ground nobody sees: switched on, told area by area, drawn, reached by keyboard, dark, on a phone, in the other language. */
async function blind(): Promise<void> {
  const officer = await open('王敏')
  await officer.locator('.map[data-ready]').waitFor({ timeout: 30_000 })
  const toggle = officer.getByRole('button', { name: '盲区' })
  expect('blind ground is off until it is asked for', (await officer.locator('.covered').count()) === 0)
  await toggle.focus()
  await officer.keyboard.press('Enter')
  await officer.locator('.map[data-blind]').waitFor()
  const rows = officer.locator('.covered li')
  const firstRow = (await rows.first().textContent()) ?? ''
  expect(`areas are listed with what is seen now: ${firstRow}`, (await rows.count()) === 8 && /看到 [\d.]+ %/.test(firstRow))
  await officer.waitForTimeout(1_000)
  await picture(officer, 'blind-light')
  await officer.keyboard.press('Tab')
  await officer.keyboard.press('Enter')
  await officer.waitForTimeout(2_500)
  await picture(officer, 'blind-area')
  const violationsInLight = await violations(officer)
  expect(`no axe violation with the blind ground: ${violationsInLight.join(' | ')}`, violationsInLight.length === 0)
  await officer.evaluate(() => {
    document.documentElement.dataset.theme = 'dark'
  })
  await officer.waitForTimeout(300)
  await picture(officer, 'blind-dark')
  const violationsInDark = await violations(officer)
  expect(`nor in dark: ${violationsInDark.join(' | ')}`, violationsInDark.length === 0)
  await officer.getByRole('button', { name: 'English' }).click()
  await officer.locator('.map[data-blind]').waitFor()
  const english = (await officer.locator('.blind-ground').textContent()) ?? ''
  expect('its words are English then', /seen/.test(english) && !/看到|缺|失联/.test(english))
  await officer.setViewportSize({ width: 375, height: 740 })
  await officer.getByRole('button', { name: 'Map' }).click()
  await officer.waitForTimeout(800)
  await picture(officer, 'blind-phone')
  expect('it fits a phone', await officer.evaluate(() => document.documentElement.scrollWidth <= innerWidth))
  await officer.getByRole('button', { name: 'Blind ground' }).click()
  await officer.locator('.map[data-ready]:not([data-blind])').waitFor()
  expect('and is switched off again', (await officer.locator('.covered').count()) === 0)
  await officer.context().close()
}

/** Whose role may not see incidents is told so, in both languages, and can leave. */
async function shut(): Promise<void> {
  const admin = await signedIn(browser, running, findings, '郑系', /退出/)
  await admin.getByText('您的岗位（系统管理员）没有查看事件的权限').waitFor()
  await admin.getByRole('button', { name: 'English' }).click()
  await admin.getByText('Your role (system administrator)').waitFor()
  await picture(admin, 'no-incidents')
  const shutViolations = await violations(admin)
  expect(`no axe violation where incidents are not shown: ${shutViolations.join(' | ')}`, shutViolations.length === 0)
  await admin.getByRole('button', { name: 'Sign out' }).click()
  await admin.getByRole('button', { name: 'Sign in' }).waitFor()
  expect('whose role sees no incidents is told which permission it lacks, and signs out', true)
  await admin.context().close()
}

await decide().catch((error) => failures.push(String(error)))
await walk(running).catch((error) => failures.push(String(error)))
await blind().catch((error) => failures.push(String(error)))
await shut().catch((error) => failures.push(String(error)))
await browser.close()
await simulator.stop()
await running.stop()
findings.end()
