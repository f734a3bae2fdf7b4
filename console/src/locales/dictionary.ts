import type { Text } from '#domain/text.ts'

export type Language = keyof Text

/** The texts of one part of the console: in each language the same keys, no fewer and no more, or it does not compile. */
export type Dictionary<Words> = Readonly<Record<Language, Words>>

/** The word for what the API or a file names; the name itself while there is no word for it. */
export function wordFor(words: Readonly<Record<string, string>>, name: string): string {
  // Every object answers to names such as `constructor`.
  return (Object.hasOwn(words, name) ? words[name] : undefined) ?? name
}
