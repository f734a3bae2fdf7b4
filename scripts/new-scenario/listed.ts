/** The list of scenarios with one more import and one more entry at its end, whether it stands on one line or on many. */
export function listed(source: string, id: string): string {
  const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  const line = `import { ${name} } from '#scenarios/${id}/scenario.ts'\n`
  const lastImport = source.lastIndexOf('import ')
  const afterImports = source.indexOf('\n', lastImport) + 1
  const imported = `${source.slice(0, afterImports)}${line}${source.slice(afterImports)}`
  return imported.replace(/,?(\s*)\]\s*$/, (_, space: string) => (space.includes('\n') ? `,\n  ${name},\n]\n` : `, ${name}]\n`))
}

/** The table of scenarios that are loaded on demand with one more at its end. */
export function listedOnDemand(source: string, id: string): string {
  const name = id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())
  const line = `  '${id}': async () => (await import('#scenarios/${id}/scenario.ts')).${name},\n`
  return source.replace(/\}\s*$/, `${line}}\n`)
}
