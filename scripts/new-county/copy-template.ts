import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { countyFileSchema } from '#domain/county/county-file.ts'
import type { Text } from '#domain/text.ts'

export type NewCounty = { id: string; name: Text; adcode?: string }

const template = { id: 'template', name: { zh: '模板县', en: 'Template County' }, adcode: '990002' }

/** Throws when no new county can have this id: it is none, or somebody's already. */
export function refuseId(countiesFolder: string, id: string): void {
  if (!countyFileSchema.shape.id.safeParse(id).success)
    throw new Error(`"${id}" is no county id: use lower-case letters, digits and hyphens, at most 63, e.g. qing-jiang`)
  const folder = join(countiesFolder, id)
  if (existsSync(folder)) throw new Error(`county "${id}" exists already (${folder}); nothing was changed`)
}

/**
 * Copies the template county under a new id and name. What is there already is never touched, and a copy that fails half-way
 * leaves nothing behind.
 */
export async function copyTemplate(countiesFolder: string, county: NewCounty): Promise<void> {
  const { id, adcode = template.adcode } = county
  refuseId(countiesFolder, id)
  if (!countyFileSchema.shape.adcode.safeParse(adcode).success) throw new Error(`"${adcode}" is no GB/T 2260 code: it has six digits`)
  if (!county.name.zh.trim() || !county.name.en.trim()) throw new Error('a county needs a name in both languages')
  const target = join(countiesFolder, id)
  const draft = join(countiesFolder, `.new-${id}`)
  try {
    await mkdir(draft)
    for (const file of await readdir(join(countiesFolder, template.id))) {
      const text = await readFile(join(countiesFolder, template.id, file), 'utf8')
      await writeFile(join(draft, file), file.endsWith('.md') ? readme(county) : filledIn(text, { ...county, adcode }))
    }
    await rename(draft, target)
  } finally {
    await rm(draft, { recursive: true, force: true })
  }
}

/** The template's own facts are words found nowhere else in its files, so its layout and comments on it stay as they are. */
function filledIn(text: string, { id, name, adcode }: Required<NewCounty>): string {
  return text
    .replaceAll(`"id": "${template.id}"`, () => `"id": "${id}"`)
    .replaceAll(template.name.zh, () => inJson(name.zh))
    .replaceAll(template.name.en, () => inJson(name.en))
    .replaceAll(template.adcode, () => adcode)
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1)
}

function readme({ id, name }: NewCounty): string {
  return `# ${name.en} · ${name.zh}
Made from the template. Replace every file by your own facts, say below where they come from, and run
\`npm run county:check -- ${id}\`.

| file | source | licence or approval | date |
| --- | --- | --- | --- |
| \`areas.geojson\` | the template: fictional | CC0 | |
| \`devices.csv\` | the template: fictional | CC0 | |
| \`people.csv\` | the template: fictional | CC0 | |
| \`county.json\` | the template: fictional | CC0 | |
`
}
