import { describe, expect, it } from 'vitest'
import { assessSection, type ClassRules, exceedanceMultiple, gradeOf } from '#scenarios/river-protection/classes/quality-class.ts'

const hour = 3_600_000
const now = Date.UTC(2026, 5, 1)
const rules: ClassRules = {
  water: 'river',
  target: 3,
  requiredItems: ['pH', 'DO', 'CODMn', 'NH3N', 'TP'],
  oldestHours: 6,
  countsTotalNitrogen: false,
}
const good = { pH: 7.6, DO: 8.1, CODMn: 1.9, NH3N: 0.12, TP: 0.05 }
const set = (values: Record<string, number>, ageHours = 0) =>
  Object.fromEntries(Object.entries(values).map(([code, value]) => [code, { value, atMs: now - ageHours * hour }]))

describe('one item', () => {
  it.each([
    ['NH3N', 0.15, 'river', 1],
    ['NH3N', 0.1501, 'river', 2],
    ['NH3N', 2, 'river', 5],
    ['NH3N', 2.01, 'river', 6],
    ['TP', 0.1, 'river', 2],
    ['TP', 0.1, 'lake', 4],
    ['COD', 15, 'river', 1],
    ['COD', 15.1, 'river', 3],
    ['DO', 7.5, 'river', 1],
    ['DO', 7.49, 'river', 2],
    ['DO', 2, 'river', 5],
    ['DO', 1.99, 'river', 6],
    ['pH', 6, 'river', 1],
    ['pH', 9, 'river', 1],
    ['pH', 5.99, 'river', 6],
    ['pH', 9.01, 'river', 6],
  ] as const)('%s of %d in a %s is class %d', (code, value, water, grade) => {
    expect(gradeOf(code, value, water)).toBe(grade)
  })

  it('has oxygen in class Ⅰ at 90 % of saturation, however warm the water', () => {
    expect(gradeOf('DO', 6.9, 'river', 90)).toBe(1)
    expect(gradeOf('DO', 6.9, 'river', 89.9)).toBe(2)
  })

  it.each([
    ['NH3N', 3, 2],
    ['TP', 0.3, 0.5],
    ['CODMn', 6, 0],
    ['DO', 2.5, 1],
    ['DO', 0, 49],
    ['pH', 10, undefined],
  ] as const)('%s of %d exceeds class Ⅲ of a river %s times', (code, value, times) => {
    expect(exceedanceMultiple(code, value, 'river', 3)).toBe(times)
  })
})

describe('a section', () => {
  it('has the class of its worst item, which is named with its multiple and age', () => {
    const found = assessSection({ ...set(good), ...set({ NH3N: 1.6, TP: 0.25 }, 2) }, now, rules)
    expect(found).toMatchObject({ grade: 5, limiting: ['NH3N'] })
    expect(found.exceeding).toMatchObject([
      { code: 'NH3N', multiple: 0.6, grade: 5 },
      { code: 'TP', multiple: 0.25, grade: 4 },
    ])
    expect(found.ages).toContainEqual({ code: 'NH3N', ageSeconds: 7_200 })
  })

  it('has no class while an item is missing or too old, and says which; what is there still counts as the least', () => {
    const { TP: _TP, ...short } = good
    expect(assessSection(set(short), now, rules)).toMatchObject({ missing: ['TP'], atLeast: 1 })
    expect(assessSection(set(short), now, rules).grade).toBeUndefined()
    const old = assessSection({ ...set(good), ...set({ NH3N: 9 }, 6.1) }, now, rules)
    expect(old).toMatchObject({ stale: ['NH3N'], atLeast: 2 })
    expect(old.grade).toBeUndefined()
    expect(assessSection({ ...set(short), ...set({ NH3N: 3 }) }, now, rules).atLeast).toBe(6)
  })

  it('counts total nitrogen in lakes only, and only when asked', () => {
    const items = set({ ...good, TP: 0.01, TN: 3 })
    expect(assessSection(items, now, rules).grade).toBe(1)
    expect(assessSection(items, now, { ...rules, countsTotalNitrogen: true }).grade).toBe(1)
    expect(assessSection(items, now, { ...rules, water: 'lake' }).grade).toBe(1)
    expect(assessSection(items, now, { ...rules, water: 'lake', countsTotalNitrogen: true }).grade).toBe(6)
  })

  it('leaves faecal coliforms and what the standard does not know out', () => {
    expect(assessSection(set({ ...good, TP: 0.02, faecalColiforms: 90_000, turbidity: 800 }), now, rules).grade).toBe(1)
  })
})
