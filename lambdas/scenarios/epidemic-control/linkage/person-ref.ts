import { createHmac } from 'node:crypto'
import { identityNumber } from '#lambdas/scenarios/epidemic-control/linkage/identity-number.ts'

/**
 * What stands for a person in this platform: HMAC-SHA-256 with the county's key, made at the checkpoint. The key never comes
 * here, and without it the few billion possible identity numbers cannot be tried through. `undefined`: the number is not one.
 */
export function personRef(countyKey: Uint8Array, written: string): string | undefined {
  const number = identityNumber(written)
  return number && hmac(countyKey, `identity:${number}`)
}

/** For somebody without a valid identity number: telephone and birth date together; alone neither says who it is. */
export function phoneRef(countyKey: Uint8Array, phone: string, birthDate: string): string | undefined {
  const digits = phone
    .normalize('NFKC')
    .replace(/[\s-]/g, '')
    .replace(/^(\+|00)86/, '')
  return /^1\d{10}$/.test(digits) ? hmac(countyKey, `phone:${digits}:${birthDate}`) : undefined
}

function hmac(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}
