/** What of a certificate request stands against its device; `undefined` when nothing does. */
export type RequestFault = { message: string; remedy: string }

const pemPattern = /^\s*-----BEGIN (?:NEW )?CERTIFICATE REQUEST-----([A-Za-z0-9+/=\s]+)-----END (?:NEW )?CERTIFICATE REQUEST-----\s*$/
/** DER tags (ITU-T X.690), and the object identifier 2.5.4.3 of a common name (X.520). */
const [integer, oid, sequence, set] = [0x02, 0x06, 0x30, 0x31]
const commonName = '85,4,3'
const [utf8String, printableString, teletexString, ia5String, bmpString] = [0x0c, 0x13, 0x14, 0x16, 0x1e]

/**
 * Whether a certificate request (PKCS#10 in PEM, RFC 2986 and 7468) is one, and for this device: its subject's common name is the
 * device's id, or it has none. Whether its signature and key are good is for the authority that issues the certificate to say.
 */
export function requestFault(pem: string, device: string): RequestFault | undefined {
  const remedy = `make one with: openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${device}.key -subj /CN=${device}`
  const names = commonNamesOf(pem)
  if (!names) return { message: 'is no certificate request (PKCS#10) in PEM', remedy }
  const other = names.find((name) => name !== device)
  if (other === undefined) return undefined
  return { message: `is a request for "${other.slice(0, 80)}", and the device is ${device}`, remedy }
}

/** The common names of a request's subject; `undefined` for what is no request. */
export function commonNamesOf(pem: string): string[] | undefined {
  const base64 = pemPattern.exec(pem)?.[1]?.replace(/\s/g, '')
  if (!base64 || !/^[A-Za-z0-9+/]+={0,2}$/.test(base64) || base64.length % 4 !== 0) return undefined
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))
  const [request, ...surplus] = elementsOf(bytes) ?? []
  if (request?.tag !== sequence || surplus.length > 0) return undefined
  const [information, , signature] = elementsOf(request.content) ?? []
  if (information?.tag !== sequence || !signature) return undefined
  const [version, subject, key] = elementsOf(information.content) ?? []
  if (version?.tag !== integer || subject?.tag !== sequence || key?.tag !== sequence) return undefined
  return namesIn(subject.content)
}

type Element = { tag: number; content: Uint8Array }

/** A Name: sets of pairs, each an object identifier and a string. */
function namesIn(subject: Uint8Array): string[] | undefined {
  const names: string[] = []
  for (const { tag, content } of elementsOf(subject) ?? [malformed]) {
    const pairs = tag === set ? elementsOf(content) : undefined
    for (const pair of pairs ?? [malformed]) {
      const [type, value] = (pair.tag === sequence && elementsOf(pair.content)) || []
      if (type?.tag !== oid || !value) return undefined
      if (type.content.join() === commonName) names.push(textOf(value))
    }
  }
  return names
}

const malformed: Element = { tag: -1, content: new Uint8Array() }

/** The elements that stand in a row in these bytes; `undefined` when they do not fill them exactly. */
function elementsOf(bytes: Uint8Array): Element[] | undefined {
  const elements: Element[] = []
  for (let at = 0; at < bytes.length; ) {
    const [tag = 0, short = 0x80] = bytes.subarray(at, at + 2)
    const lengthBytes = short < 0x80 ? 0 : short - 0x80
    if (short === 0x80 || lengthBytes > 3) return undefined // an indefinite length is no DER, and no request has 16 MB
    const start = at + 2 + lengthBytes
    const length = lengthBytes === 0 ? short : bytes.subarray(at + 2, start).reduce((sum, byte) => sum * 256 + byte, 0)
    if (start + length > bytes.length) return undefined
    elements.push({ tag, content: bytes.subarray(start, start + length) })
    at = start + length
  }
  return elements
}

function textOf({ tag, content }: Element): string {
  if (tag === bmpString) return new TextDecoder('utf-16be').decode(content)
  if ([utf8String, printableString, teletexString, ia5String].includes(tag)) return new TextDecoder().decode(content)
  return `a string of type ${tag}`
}
