import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { expect, it } from 'vitest'
import { adaptersIn, portsIn, unheldPorts } from './ports.ts'

const root = join(import.meta.dirname, '../..')

/** A collection of one port and one adapter that is in order, with more files planted in it. */
function planted(more: Record<string, string> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'ports-'))
  const files = {
    'domain/ports.ts': 'export interface DoorBell {}\ninterface Inner {}\nexport type Word = string\n',
    'adapters/aws/bell.ts': 'export class CloudBell implements Other, DoorBell {}\n',
    'test/contract/door-bell-contract.ts': 'export function doorBellContract() {}\n',
    'test/contract/door-bell.test.ts':
      "import { doorBellContract } from '#test/contract/door-bell-contract.ts'\ndoorBellContract(() => new CloudBell())\n",
    ...more,
  }
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true })
    writeFileSync(join(folder, file), text)
  }
  return folder
}

it('holds every port to a contract that runs over all its adapters', () => {
  expect(unheldPorts(root)).toEqual([])
})

it('sees the ports and what stands in for them', () => {
  const ports = portsIn(root)
  expect(ports).toEqual(expect.arrayContaining(['Clock', 'Store', 'DeviceEnrolment', 'Meter']))
  const adapters = adaptersIn(root, ports)
  expect([...new Set(adapters.map(({ port }) => port))].sort()).toEqual([...ports].sort())
  expect(adapters.map(({ name }) => name)).toEqual(expect.arrayContaining(['DynamoStore', 'StreamLog', 'systemClock', 'jsonLog']))
})

it('finds nothing in a collection that is in order', () => {
  expect(unheldPorts(planted())).toEqual([])
})

it('notices a port without a contract', () => {
  const ports = 'export interface DoorBell {}\nexport interface LetterBox {}\n'
  expect(unheldPorts(planted({ 'domain/ports.ts': ports }))).toEqual(['LetterBox has no test/contract/letter-box-contract.ts'])
})

it.each([
  ['a class', 'export class NewBell implements DoorBell {}', 'NewBell'],
  ['a constant', 'export const newBell: DoorBell = {}', 'newBell'],
  ['a function', 'export function bell(): DoorBell {\n  return {}\n}', 'bell'],
])('notices %s that stands in for a port and that no test runs the contract over', (_what, text, name) => {
  expect(unheldPorts(planted({ 'adapters/local/bell.ts': text }))).toEqual([
    `adapters/local/bell.ts: no test runs the contract of DoorBell over ${name}`,
  ])
})

it('is not content with a test that only imports an adapter, or names it without the contract', () => {
  const imported =
    "import { CloudBell } from '#adapters/aws/bell.ts'\nimport { doorBellContract } from '#test/contract/door-bell-contract.ts'\ndoorBellContract()\n"
  const told = ['adapters/aws/bell.ts: no test runs the contract of DoorBell over CloudBell']
  expect(unheldPorts(planted({ 'test/contract/door-bell.test.ts': imported }))).toEqual(told)
  expect(unheldPorts(planted({ 'test/contract/door-bell.test.ts': 'new CloudBell()\n' }))).toEqual(told)
})
