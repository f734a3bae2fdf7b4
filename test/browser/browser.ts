import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Browser, chromium, type Page } from 'playwright-core'
import type { RunningCounty } from '#local/running-county.ts'

const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium'
const pictures = process.env.PICTURES
const axe = readFileSync(join(import.meta.dirname, '../../node_modules/axe-core/axe.min.js'), 'utf8')

/** What a walk has found, told as it goes and counted at its end. */
export class Findings {
  readonly failures: string[] = []
  #passed = 0

  expect(what: string, holds: boolean): void {
    if (holds) this.#passed++
    else this.failures.push(what)
    process.stdout.write(`${holds ? 'ok  ' : 'FAIL'} ${what}\n`)
  }

  /** A request that is refused on purpose: the browser tells of it on its console. */
  forgive(status: number | string, path: string): void {
    const wanted = new RegExp(`^console: .*${status}.*${path}\\)$`)
    this.failures.splice(0, this.failures.length, ...this.failures.filter((failure) => !wanted.test(failure)))
  }

  /** Exits with 1 when anything was wrong. */
  end(): never {
    for (const failure of this.failures) process.stdout.write(`FAIL ${failure}\n`)
    process.stdout.write(`${this.#passed} passed, ${this.failures.length} failed\n`)
    process.exit(this.failures.length > 0 ? 1 : 0)
  }
}

export function launch(): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  })
}

/** A county of its own window for somebody who has signed in; an error on the console or a foreign request is a failure. */
export async function signedIn(
  browser: Browser,
  running: RunningCounty,
  { failures }: Findings,
  who: string,
  firstButton = /待签收/,
): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1366, height: 768 }, locale: 'zh-CN', colorScheme: 'light' })
  const page = await context.newPage()
  page.on('console', (message) => message.type() === 'error' && failures.push(`console: ${message.text()} (${message.location().url})`))
  page.on(
    'request',
    (request) =>
      !request.url().startsWith(running.http) &&
      !/^(blob|data|ws):/.test(request.url()) &&
      failures.push(`a request left the origin: ${request.url()}`),
  )
  await page.goto(running.http)
  await page.getByRole('button', { name: '登录' }).click()
  await page.getByRole('button', { name: who }).click()
  await page.getByRole('button', { name: firstButton }).waitFor()
  return page
}

/** Kept in the folder that PICTURES names, for whoever wants to look. */
export async function picture(page: Page, name: string): Promise<void> {
  if (pictures) await page.screenshot({ path: join(pictures, `${name}.png`) })
}

export async function inDark(page: Page): Promise<void> {
  await page.evaluate(() => {
    document.documentElement.dataset.theme = 'dark'
  })
  await page.waitForTimeout(300)
}

export function fits(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
}

/** What axe-core finds against WCAG 2.2 AA. */
export async function violations(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = (await page.evaluate('axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"] })')) as {
    violations: { id: string; nodes: { target: string[] }[] }[]
  }
  return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join('; ')}`)
}
