import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * Writes down whose folder it is, once; a folder of another county is refused, since the two would share one ledger. Answers
 * whether the folder was made just now.
 */
export async function claimFolder(folder: string, county: string): Promise<boolean> {
  const made = await mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `${folder} cannot be the data folder: ${error.code === 'EEXIST' ? 'it is a file' : error.message}; name another with --data`,
    )
  })
  const file = join(folder, 'county')
  await writeFile(file, `${county}\n`, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  const owner = (await readFile(file, 'utf8')).trim()
  if (owner !== county) throw new Error(`${folder} is the data folder of county "${owner}", not of "${county}"; name another with --data`)
  return made !== undefined
}
