import { join, resolve } from 'node:path'
import { CountyClock } from '#adapters/local/county-clock.ts'
import { existingSecrets, LocalIssuer, localIssuerName } from '#adapters/local/identity.ts'
import { numberOption, runCommand } from '#local/command-line.ts'
import { loadCounty } from '#local/load-county.ts'

await runCommand(
  {
    usage: 'npm run token -- --role <role> | --person <id>',
    summary: 'Prints a bearer token of the local county, for curl and other programs. Works whether the county is running or not.',
    options: {
      role: { type: 'string', help: 'of somebody with this role, e.g. duty-officer' },
      person: { type: 'string', help: 'of this person of people.csv' },
      county: { type: 'string', help: 'the county (demo)' },
      data: { type: 'string', help: 'its data folder, where it was started before (.county/<county>)' },
      hours: { type: 'string', help: 'how long it is valid (8)' },
    },
  },
  async ({ values }) => {
    const countyId = String(values.county ?? 'demo')
    const { people } = loadCounty(countyId)
    const everybody = people.map(({ id, roles }) => `${id} (${roles.join(', ')})`).join(', ')
    if ((values.role === undefined) === (values.person === undefined))
      throw new Error(`name one of --role and --person; there are ${everybody}`)
    const person = people.find(({ id, roles }) =>
      values.person === undefined ? roles.some((role) => role === values.role) : id === values.person,
    )
    if (!person) throw new Error(`nobody in county "${countyId}" fits; there are ${everybody}`)
    const folder = resolve(String(values.data ?? join(import.meta.dirname, '..', '.county', countyId)))
    const issuer = new LocalIssuer(await existingSecrets(folder), localIssuerName, people, new CountyClock())
    process.stdout.write(`${await issuer.token(person, numberOption(values.hours, 'hours', 8, 0.01, 24) * 3_600)}\n`)
  },
)
