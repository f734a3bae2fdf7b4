import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '..')
const stamp = join(root, 'node_modules', '.county-sense-lock')
/** Only one process installs at a time: two at once leave half a folder behind. */
const turn = join(root, '.installing')
const longestInstallMs = 900_000

/** Installs what the lock file names, unless it is there already; then nothing is asked of the network. */
export function ensureInstalled() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) fail(`county-sense needs Node 20.19 or newer; this is ${process.versions.node}`)
  const lock = createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
  const isInstalled = () => existsSync(stamp) && readFileSync(stamp, 'utf8') === lock
  if (isInstalled()) return
  takeTurn()
  try {
    if (!isInstalled()) install(lock)
  } finally {
    rmSync(turn, { recursive: true, force: true })
  }
}

/** Waits until nobody else installs. A turn that was never given back ends by its age. */
function takeTurn() {
  for (;;) {
    try {
      return mkdirSync(turn)
    } catch {
      const since = statSync(turn, { throwIfNoEntry: false })?.mtimeMs
      if (since !== undefined && Date.now() - since > longestInstallMs) rmSync(turn, { recursive: true, force: true })
      else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 250)
    }
  }
}

function install(lock) {
  process.stderr.write('Installing dependencies (once) …\n')
  const npm = process.env.npm_execpath
  const args = ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error']
  // What npm prints is no answer of ours: standard output stays free.
  const stdio = ['ignore', 2, 2]
  const { status } = npm
    ? spawnSync(process.execPath, [npm, ...args], { cwd: root, stdio })
    : spawnSync('npm', args, { cwd: root, stdio, shell: process.platform === 'win32' })
  if (status !== 0) {
    rmSync(turn, { recursive: true, force: true })
    fail('The dependencies could not be installed: see above. Check that npm reaches its registry, then try again.')
  }
  writeFileSync(stamp, lock)
}

function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}
