import { existsSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { existingSecrets, localSecrets } from '#adapters/local/identity.ts'

describe('the secrets of a data folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'))

  it('are made once, and found again by what works beside the county', async () => {
    const made = await localSecrets(join(folder, 'county'))
    expect(await localSecrets(join(folder, 'county'))).toEqual(made)
    expect(await existingSecrets(join(folder, 'county'))).toEqual(made)
  })

  it('are never made by what only wants to read them', async () => {
    await expect(existingSecrets(join(folder, 'slip'))).rejects.toThrow('is no data folder of a county; start the county there first')
    expect(existsSync(join(folder, 'slip'))).toBe(false)
  })

  it('are not replaced when they are damaged, and a file is no folder', async () => {
    writeFileSync(join(folder, 'secrets.json'), '{"signingKey"')
    await expect(localSecrets(folder)).rejects.toThrow(/secrets\.json is damaged/)
    await expect(localSecrets(join(folder, 'secrets.json'))).rejects.toThrow('is a file, not a data folder')
  })
})
