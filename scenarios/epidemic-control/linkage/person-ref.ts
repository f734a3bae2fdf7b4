import { createHmac } from 'node:crypto'
import { identityNumber } from '#scenarios/epidemic-control/linkage/identity-number.ts'

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
  return /^1\d{10}$/.test(digits) && birthDate !== '' ? hmac(countyKey, `phone:${digits}:${birthDate}`) : undefined
}

/** Both names, in whichever order they were entered, and the birth date. */
export function nameRef(countyKey: Uint8Array, surname: string, givenName: string, birthDate: string): string | undefined {
  const names = [surname, givenName].map((name) => name.normalize('NFKC').replace(/\s/g, '').toLowerCase()).sort()
  return names.includes('') || birthDate === '' ? undefined : hmac(countyKey, `name:${names.join('|')}:${birthDate}`)
}

/** A cell of the grid: whoever does not have the county's key cannot say where it lies. */
export function cellRef(countyKey: Uint8Array, cell: string): string {
  return hmac(countyKey, `cell:${cell}`)
}

function hmac(key: Uint8Array, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex')
}
