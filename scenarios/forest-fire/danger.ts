import type { Severity } from '#domain/findings/finding.ts'
import type { Text } from '#domain/text.ts'
import type { DangerClass } from '#scenarios/forest-fire/memory.ts'

/** The five classes of LY/T 1172-1995 and QX/T 77-2007; only classes 3 to 5 have a warning signal, and it is never blue. */
export const dangerClasses: Record<
  DangerClass,
  { name: Text; warning?: { colour: 'yellow' | 'orange' | 'red'; severity: Severity; name: Text } }
> = {
  1: { name: { zh: '一级（低）', en: 'class 1 (low)' } },
  2: { name: { zh: '二级（较低）', en: 'class 2 (fairly low)' } },
  3: {
    name: { zh: '三级（较高）', en: 'class 3 (fairly high)' },
    warning: { colour: 'yellow', severity: 'Minor', name: { zh: '黄色', en: 'yellow' } },
  },
  4: {
    name: { zh: '四级（高）', en: 'class 4 (high)' },
    warning: { colour: 'orange', severity: 'Moderate', name: { zh: '橙色', en: 'orange' } },
  },
  5: {
    name: { zh: '五级（极高）', en: 'class 5 (extreme)' },
    warning: { colour: 'red', severity: 'Severe', name: { zh: '红色', en: 'red' } },
  },
}

/** The class of an index: `thresholds` are the lower bounds of classes 2 to 5, a bound belongs to the class it opens. */
export function dangerClassOf(fwi: number, thresholds: readonly number[]): DangerClass {
  return (1 + thresholds.filter((bound) => fwi >= bound).length) as DangerClass
}
