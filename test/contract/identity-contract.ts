import { describe, expect, it } from 'vitest'
import type { Identity } from '#domain/ports.ts'

/** A person as the token names them; roles may be words that nobody knows. */
export type Claimed = { id: string; name: string; roles: string[] }
export type Flaw = 'expired' | 'other-audience' | 'other-issuer' | 'other-key' | 'no-expiry'
export type IdentityUnderTest = {
  identity: Identity
  /** A token of the county's issuer for that person, or one with a flaw. */
  tokenOf: (person: Claimed, flaw?: Flaw) => Promise<string>
}

const officer = { id: 'p-1', name: '王', roles: ['duty-officer', 'dispatcher'] }

/** What every identity promises: a principal for a token that proves one, and nothing, never an error, for all others. */
export function identityContract(name: string, open: (person: Claimed) => Promise<IdentityUnderTest>): void {
  describe(`${name} as an identity`, () => {
    it('knows who stands behind a valid token', async () => {
      const { identity, tokenOf } = await open(officer)
      expect(await identity.verify(await tokenOf(officer))).toMatchObject(officer)
    })

    it('says until when', async () => {
      const { identity, tokenOf } = await open(officer)
      const { expiresAtMs = 0 } = (await identity.verify(await tokenOf(officer))) ?? {}
      expect(expiresAtMs).toBeGreaterThan(Date.now())
      expect(expiresAtMs).toBeLessThan(Date.now() + 86_400_000)
    })

    it.each<Flaw>(['expired', 'other-audience', 'other-issuer', 'other-key', 'no-expiry'])(
      'takes no token with the flaw %s',
      async (flaw) => {
        const { identity, tokenOf } = await open(officer)
        expect(await identity.verify(await tokenOf(officer, flaw))).toBeUndefined()
      },
    )

    it('ignores a role that the county does not know', async () => {
      const { identity, tokenOf } = await open(officer)
      const token = await tokenOf({ ...officer, roles: [...officer.roles, 'wizard'] })
      expect(await identity.verify(token)).toMatchObject(officer)
    })

    it.each([[['sysadmin', 'auditor']], [['secadmin', 'viewer', 'auditor']]])(
      'knows nobody who holds separated powers: %j',
      async (roles) => {
        const both = { ...officer, roles }
        const { identity, tokenOf } = await open(both)
        expect(await identity.verify(await tokenOf(both))).toBeUndefined()
      },
    )

    it('takes nothing that is no token, nor one whose words were changed or whose signature is gone', async () => {
      const { identity, tokenOf } = await open(officer)
      const [head = '', claims = '', signature = ''] = (await tokenOf(officer)).split('.')
      const changed = Buffer.from(Buffer.from(claims, 'base64url').toString().replace('p-1', 'p-2')).toString('base64url')
      const unsigned = Buffer.from(JSON.stringify({ alg: 'none', typ: 'at+jwt' })).toString('base64url')
      const garbage = [
        '',
        'garbage',
        '..',
        'a.b.c',
        '水',
        `${head}.${changed}.${signature}`,
        `${head}.${claims}.`,
        `${unsigned}.${claims}.`,
      ]
      for (const token of garbage) expect(await identity.verify(token)).toBeUndefined()
    })
  })
}
