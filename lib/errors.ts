import type { Text } from '#domain/text.ts'

/** What was asked for cannot be deployed; the sentence says why, and what to do. */
export class NotDeployable extends Error {
  override readonly name = 'NotDeployable'
  readonly sentence: Text

  constructor(sentence: Text) {
    super(sentence.en)
    this.sentence = sentence
  }
}
