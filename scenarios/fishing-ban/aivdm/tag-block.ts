import { checksumOf } from '#scenarios/fishing-ban/aivdm/checksum.ts'

/** From here on a number of `c:` can only be milliseconds, which some receivers send. */
const millisecondsFrom = 1e11

/**
 * When the receiver heard a sentence, by the tag block before it (IEC 61162-450, `\c:<seconds of UNIX time>*<checksum>\`);
 * `undefined` when it says nothing of time or its checksum is wrong.
 */
export function receivedMsOf(tagBlock: string): number | undefined {
  const [, body = '', checksum = ''] = /^\\([^\\*]*)\*([0-9A-Fa-f]{2})\\$/.exec(tagBlock) ?? []
  const [, digits] = /(?:^|,)c:(\d{9,13})(?:,|$)/.exec(body) ?? []
  if (digits === undefined || checksumOf(body) !== Number.parseInt(checksum, 16)) return undefined
  const time = Number(digits)
  return time < millisecondsFrom ? time * 1000 : time
}
