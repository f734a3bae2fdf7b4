import { constants, publicEncrypt } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { deviceIdSchema } from '#domain/observation/device.ts'
import { numberOption, runCommand } from '#local/command-line.ts'
import { declarationSchema, prepared } from '#scenarios/epidemic-control/linkage/checkpoint.ts'

await runCommand(
  {
    usage: 'npm run checkpoint -- <register.jsonl> --key <county.key> --public <county.pem> --device <id> --out messages.jsonl',
    summary:
      'Runs on the checkpoint’s machine: turns a register with names (one JSON object a line) into messages without, which npm run replay or any MQTT client sends. The same person gets one keyed reference; pairs that only a person can tell apart are listed. Exits with 1 when a line could not be taken.',
    positional: 'register',
    options: {
      key: { type: 'string', help: 'file with the county’s HMAC key, 32 bytes or more' },
      public: { type: 'string', help: 'file with the county’s RSA public key (PEM, 3,072 bits or more)' },
      device: { type: 'string', help: 'the checkpoint’s device' },
      lat: { type: 'string', help: 'latitude at which the county’s grid is true (30)' },
      out: { type: 'string', help: 'where to write the lines' },
    },
  },
  async ({ values, positionals: [file] }) => {
    const { key, public: pem, device, out } = values
    if (!file || typeof key !== 'string' || typeof pem !== 'string' || typeof device !== 'string' || typeof out !== 'string')
      throw new Error('name a register, --key, --public, --device and --out; npm run checkpoint -- --help explains them')
    if (!deviceIdSchema.safeParse(device).success)
      throw new Error(`--device takes the id of a registered device, not ${JSON.stringify(device)}`)
    const countyKey = readFileSync(key)
    if (countyKey.byteLength < 32) throw new Error(`${key} has ${countyKey.byteLength} bytes; the key needs 32 or more`)
    const lines = readFileSync(file, 'utf8').split('\n').filter(Boolean)
    const register = lines.map((line, at) => readLine(line, at + 1))
    const { messages, possible, refused } = prepared(register, {
      countyKey,
      referenceLat: numberOption(values.lat, 'lat', 30, -90, 90),
      seal: sealer(readFileSync(pem, 'utf8')),
    })
    writeFileSync(
      out,
      messages
        .map(({ ts, body }) => `${JSON.stringify({ device, kind: 'arrival', message: { v: 1, id: body.arrivalId, ts, ...body } })}\n`)
        .join(''),
    )
    const told = [
      ...refused.map(({ line, why }) => `line ${line} was not taken: ${why}`),
      ...possible.map(([one, other]) => `lines ${one} and ${other} may be one person: ask`),
      `${messages.length} of ${register.length} lines written to ${out}, by ${new Set(messages.map(({ body }) => body.personRef)).size} people`,
    ]
    process.stdout.write(`${told.join('\n')}\n`)
    return refused.length === 0 ? 0 : 1
  },
)

/** What is wrong is told by line and field: a register's content must not reach a terminal or a log. */
function readLine(line: string, number: number) {
  let value: unknown
  try {
    value = JSON.parse(line)
  } catch {
    throw new Error(`line ${number} is not JSON`)
  }
  const parsed = declarationSchema.safeParse(value)
  if (parsed.success) return parsed.data
  throw new Error(`line ${number}: ${parsed.error.issues.map(({ path, code }) => `${path.join('.') || 'object'} (${code})`).join(', ')}`)
}

/** RSA-OAEP with SHA-256: what the county's private key alone opens. */
function sealer(publicKey: string): (identity: string) => string {
  return (identity) =>
    publicEncrypt({ key: publicKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: 'sha256' }, Buffer.from(identity)).toString(
      'base64',
    )
}
