import { describe, expect, it } from 'vitest'
import { ruleTexts } from '#scenarios/epidemic-control/screening/person-findings.ts'
import { screeningWords } from './screening.ts'

describe('the words of the screening room', () => {
  it.each(['zh', 'en'] as const)('say every rule as the case file does, in %s', (language) => {
    const texts = Object.fromEntries(Object.entries(ruleTexts).map(([rule, text]) => [rule, text[language]]))
    expect(screeningWords(language).rules).toEqual(texts)
  })

  it('are no mixture: no Chinese stands in the English ones', () => {
    const { keys, rules, permits, parts, humans, ...others } = screeningWords('en')
    const said = [keys, rules, permits, parts, humans].flatMap((words) => Object.values(words))
    expect(
      [...said, ...Object.values(others).filter((word) => typeof word === 'string')].filter((word) => /\p{Script=Han}/u.test(word)),
    ).toEqual([])
  })
})
