import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { commonNamesOf, requestFault } from '#domain/observation/certificate-request.ts'

// openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -subj …; the keys were thrown away.
const ofCamera = `-----BEGIN CERTIFICATE REQUEST-----
MIHKMHICAQAwEDEOMAwGA1UEAwwFY2FtLTEwWTATBgcqhkjOPQIBBggqhkjOPQMB
BwNCAAQyUlLM9d2oSQPQg37rwngvdxdll1TjwXfKkcU0rbjRJmiOQd+mNb/9r70X
J0EM7RmU5a3oM+1RZjf73UkIhb7CoAAwCgYIKoZIzj0EAwIDSAAwRQIhAJTQV888
x/2gYk/SyE8BGVT6mjoDsdU1h7qHJHMPHQ0CAiBRG5TU5ErkzXBr1fe1+JrF1baz
zMmpkeoAVvPBow+pug==
-----END CERTIFICATE REQUEST-----
`
const ofNobody = `-----BEGIN CERTIFICATE REQUEST-----
MIG5MGICAQAwADBZMBMGByqGSM49AgEGCCqGSM49AwEHA0IABMrIPW8UddVs2km9
FH7d+74RSXwE07fLhufcfJOJC6YQMVrRsjTckxaYI9wtxA6r5N3sffYzZHqdkGym
jgGTJ3igADAKBggqhkjOPQQDAgNHADBEAiAVZRlayxgFL8nS8TpUEt9hYH3fur/z
pwubsM/UZjTMZQIgPB7fI5GKdeQHBdY2HLJiwVf1zjWI7lj1TEDok+FGbHI=
-----END CERTIFICATE REQUEST-----
`
const ofLongSubject = `-----BEGIN CERTIFICATE REQUEST-----
MIIBMTCB2AIBADB2MQswCQYDVQQGEwJDTjEOMAwGA1UECAwFSHViZWkxGzAZBgNV
BAoMEsOnwqTCusOowozCg8Olwo7CvzELMAkGA1UECwwCSVQxDjAMBgNVBAMMBWNh
bS0xMR0wGwYJKoZIhvcNAQkBFg5pdEBleGFtcGxlLm9yZzBZMBMGByqGSM49AgEG
CCqGSM49AwEHA0IABOEC0EEO1NdGc7CufERTSm76dT/x/20XZcLvu1AFr81P0uTV
p3UFrQHar6fyIcVqN4V/5gJNOkD4zpm2cnlYxHKgADAKBggqhkjOPQQDAgNIADBF
AiEAnAAXDSwfQhjYMl9e6j1Bwf5ECY4Z64tExwpuzUss+7sCIAY5Zf3wYztPvNM/
T6pAUziZR/09oBG5JpkN7Je1Qz4p
-----END CERTIFICATE REQUEST-----
`

const der = (tag: number, ...parts: Uint8Array[]): Uint8Array => {
  const content = parts.flatMap((part) => [...part])
  const { length } = content
  return Uint8Array.from([tag, ...(length < 128 ? [length] : [0x82, length >> 8, length & 0xff]), ...content])
}
const pem = (bytes: Uint8Array) =>
  `-----BEGIN CERTIFICATE REQUEST-----\n${Buffer.from(bytes).toString('base64')}\n-----END CERTIFICATE REQUEST-----\n`
const pairOf = (name: string, tag = 0x0c) => der(0x30, der(0x06, Uint8Array.from([85, 4, 3])), der(tag, new TextEncoder().encode(name)))
const requestWith = (...names: Uint8Array[]) =>
  der(0x30, der(0x30, der(0x02, Uint8Array.from([0])), der(0x30, ...names.map((name) => der(0x31, name))), der(0x30)), der(0x30), der(0x03))

describe('a certificate request', () => {
  it('that openssl made tells its common name, alone or among others, or has none', () => {
    expect(commonNamesOf(ofCamera)).toEqual(['cam-1'])
    expect(commonNamesOf(ofLongSubject)).toEqual(['cam-1'])
    expect(commonNamesOf(ofNobody)).toEqual([])
  })

  it('is good for the device that it names, and without a name for any', () => {
    expect(requestFault(ofCamera, 'cam-1')).toBeUndefined()
    expect(requestFault(ofNobody, 'cam-1')).toBeUndefined()
  })

  it('of another name is refused with what it says, and with the command that makes a good one', () => {
    const fault = requestFault(ofCamera, 'cam-2')
    expect(fault?.message).toBe('is a request for "cam-1", and the device is cam-2')
    expect(fault?.remedy).toContain('-subj /CN=cam-2')
  })

  it('that has a second name, of another device, is refused', () => {
    expect(requestFault(pem(requestWith(pairOf('cam-1'), pairOf('cam-2'))), 'cam-1')?.message).toContain('"cam-2"')
  })

  it.each([
    ['nothing', ''],
    ['a certificate', ofCamera.replaceAll('CERTIFICATE REQUEST', 'CERTIFICATE')],
    ['cut off', pem(Buffer.from(ofCamera.replace(/-----[^-]+-----/g, ''), 'base64').subarray(0, 60))],
    ['of indefinite length', pem(Uint8Array.from([0x30, 0x80, 0, 0]))],
  ])('that is %s is none', (_what, given) => {
    expect(requestFault(given, 'cam-1')?.message).toBe('is no certificate request (PKCS#10) in PEM')
  })

  it('of any common name is read as it was written', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 300, unit: 'grapheme' }), (name) => {
        expect(commonNamesOf(pem(requestWith(pairOf(name))))).toEqual([new TextDecoder().decode(new TextEncoder().encode(name))])
      }),
    )
  })

  it('whose bytes were changed anywhere is read or refused, and never breaks', () => {
    const bytes = requestWith(pairOf('cam-1'))
    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.nat(255), (at, byte) => {
        const names = commonNamesOf(pem(bytes.with(at, byte)))
        expect(names === undefined || Array.isArray(names)).toBe(true)
      }),
    )
    fc.assert(fc.property(fc.uint8Array({ maxLength: 200 }), (noise) => void commonNamesOf(pem(noise))))
  })
})
