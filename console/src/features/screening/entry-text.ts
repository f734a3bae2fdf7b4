import type { ScreeningPeopleWords } from '../../locales/screening-people.ts'

/** The listed place that was matched. One without a text is a whole county: so listed, or so kept because the list was too long. */
export function entryText(entry: string | undefined, words: ScreeningPeopleWords): string {
  if (entry === undefined) return words.noEntry
  return `${words.entry} ${entry === '' ? words.wholeCounty : words.quoted(entry)}`
}
