/**
 * Bytes of GBK now and then are good UTF-8 as well: 站 alone reads as an Armenian letter. A Chinese table in UTF-8 has characters
 * of three bytes; one that has letters from Greek to N'Ko and none of those is GBK.
 */
const doubtful = /^[^\u0800-\uffff]*[\u0370-\u07ff][^\u0800-\uffff]*$/

/** The text of a table as a spreadsheet saved it, and how it was read: UTF-8 or, in China, GBK; `undefined` for bytes that are neither. */
export function tableText(bytes: Uint8Array): { csv: string; encoding: string } | undefined {
  const [utf8, gbk] = [decoded(bytes, 'utf-8'), decoded(bytes, 'gbk')]
  if (utf8 !== undefined && (gbk === undefined || !doubtful.test(utf8))) return { csv: utf8, encoding: 'utf-8' }
  return gbk === undefined ? undefined : { csv: gbk, encoding: 'gbk' }
}

function decoded(bytes: Uint8Array, encoding: string): string | undefined {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch {
    return undefined
  }
}
