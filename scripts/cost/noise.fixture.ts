import { sha256 } from '#domain/digest.ts'

/** Text that packs to about so many bytes and no fewer: four characters of base64 hold three bytes. */
export function noise(bytes: number): string {
  let text = ''
  for (let block = 0; text.length < (bytes * 4) / 3; block++)
    text += Buffer.from(sha256(`${block}`), 'hex')
      .toString('base64')
      .slice(0, 42)
  return text.slice(0, Math.ceil((bytes * 4) / 3))
}
