import { describe, expect, it } from 'vitest'
import { ruleTexts } from '#scenarios/epidemic-control/screening/person-findings.ts'
import { screeningPeopleWords } from './screening-people.ts'

describe('the words of the screening room', () => {
  it.each(['zh', 'en'] as const)('say every rule as the case file does, in %s', (language) => {
    const texts = Object.fromEntries(Object.entries(ruleTexts).map(([rule, text]) => [rule, text[language]]))
    expect(screeningPeopleWords[language].rules).toEqual(texts)
  })
})
