import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Text } from '#domain/text.ts'
import { isPreset, type Preset, presets } from '#lib/preset.ts'

const root = join(import.meta.dirname, '..')

/** What somebody typed behind `cdk deploy`, and where their credentials point. */
export type Knock = {
  context: Record<string, unknown>
  account: string | undefined
  region: string | undefined
  /** Only names are asked for (`cdk ls`): what is deployed need not be there. */
  isListedOnly?: boolean
}

/** What has to be there before anything can be deployed. */
export type Found = { hasCounty: (id: string) => boolean; hasConsole: () => boolean }
const onDisk: Found = {
  hasCounty: (id) => existsSync(join(root, 'counties', id, 'county.json')),
  hasConsole: () => existsSync(join(root, 'dist', 'console', 'index.html')),
}

export type Order = {
  county: string
  preset: Preset['name']
  account?: string
  region?: string
  identity?: { issuer: string; audience: string }
  reservedConcurrency: Record<string, number>
  cognito?: { adminEmail: string }
}

export type DoorAnswer = { type: 'order'; order: Order } | { type: 'refused'; sentence: Text }

/** Reads the order before anything is made; what cannot be deployed is refused in one sentence that says what to do. */
export function readOrder({ context, account, region, isListedOnly = false }: Knock, found: Found = onDisk): DoorAnswer {
  const county = String(context.county ?? 'demo')
  const preset = String(context.preset ?? 'aws')
  if (!isPreset(preset)) {
    const known = Object.keys(presets).join(', ')
    return refused(
      `没有名为“${preset}”的预设，请用 -c preset= 选择：${known}`,
      `there is no preset "${preset}": choose one with -c preset=, of ${known}`,
    )
  }
  const { regions } = presets[preset]
  if (region && !regions.test(region))
    return refused(
      `预设“${preset}”不适用于区域 ${region}，请换 -c preset=${presetFor(region)} 或换一套凭证`,
      `preset "${preset}" does not fit region ${region}: use -c preset=${presetFor(region)}, or other credentials`,
    )
  if (!/^[a-z0-9-]+$/.test(county) || !found.hasCounty(county))
    return refused(
      `没有县“${county}”：请先运行 npm run new:county -- <id>，再用 -c county=<id>`,
      `there is no county "${county}": make it with npm run new:county -- <id>, then -c county=<id>`,
    )
  if (!isListedOnly && !found.hasConsole())
    return refused('控制台尚未构建：请先运行 npm run build', 'the console is not built: run npm run build first')
  const { identity, adminEmail } = context
  if (identity !== undefined && identity !== 'cognito')
    return refused(
      '-c identity 只能为 cognito，否则请写入 county.json',
      '-c identity takes cognito only; another issuer stands in county.json',
    )
  if (identity === 'cognito' && presets[preset].partition !== 'aws')
    return refused(
      '中国区没有 Cognito 用户池：请在 county.json 的 identity 中写明自己的签发方',
      'AWS China has no Cognito user pools: name an issuer of your own under identity in county.json',
    )
  if (identity === 'cognito' && !/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(String(adminEmail ?? '')))
    return refused(
      '请用 -c adminEmail=<邮箱> 指明首位管理员',
      'name the first administrator, who is invited by e-mail: -c adminEmail=<address>',
    )
  const reserved = readReserved(context.reservedConcurrency)
  if (!reserved)
    return refused(
      '-c reservedConcurrency 写法不对，应为 函数=数字，多个以逗号分隔',
      '-c reservedConcurrency is not written as function=number, with commas between several',
    )
  const { issuer, audience } = context
  return {
    type: 'order',
    order: {
      ...{ county, preset, reservedConcurrency: reserved },
      ...(account && { account }),
      ...(region && preset !== 'judge' && { region }),
      ...(typeof issuer === 'string' && typeof audience === 'string' && { identity: { issuer, audience } }),
      ...(identity === 'cognito' && { cognito: { adminEmail: String(adminEmail) } }),
    },
  }
}

/** Without an issuer nobody could ever sign in to what is deployed. */
export function withoutIdentity(county: string): Text {
  return {
    zh: `县“${county}”没有 identity，部署后无人能登录：请写入 county.json，或加 -c issuer=<网址> -c audience=<名称>`,
    en: `county "${county}" has no identity, so nobody could sign in: put one into county.json, or add -c issuer=<url> -c audience=<name>`,
  }
}

function refused(zh: string, en: string): DoorAnswer {
  return { type: 'refused', sentence: { zh, en } }
}

function presetFor(region: string): string {
  return region.startsWith('cn-') ? 'aws-cn' : 'aws'
}

/** `relay=10,api=50`; `undefined` when it is written otherwise. */
function readReserved(written: unknown): Record<string, number> | undefined {
  if (written === undefined) return {}
  const pairs = String(written)
    .split(',')
    .map((pair) => /^([a-z-]+)=([0-9]{1,4})$/.exec(pair))
  if (pairs.some((pair) => pair === null)) return undefined
  return Object.fromEntries(pairs.flatMap((pair) => (pair?.[1] ? [[pair[1], Number(pair[2])]] : [])))
}
