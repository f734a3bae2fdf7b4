/** Exclusive or of all characters between a sentence's ! and *, or a tag block's \ and *. */
export function checksumOf(body: string): number {
  return [...body].reduce((sum, character) => sum ^ character.charCodeAt(0), 0)
}
