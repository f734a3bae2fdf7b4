import { clearOf, raiseOf } from '#domain/detection/step.ts'
import type { Finding } from '#domain/findings/finding.ts'
import type { Observation } from '#domain/observation/observation.ts'
import { dangerClasses } from '#scenarios/forest-fire/danger.ts'
import { hourlyInput } from '#scenarios/forest-fire/hourly-line.ts'
import type { Danger, HourlyLine } from '#scenarios/forest-fire/memory.ts'

/** What the new day's class means for the warning: raised from class 3, cleared when it falls below, silent otherwise. */
export function dangerFindings(area: string, before: Danger | undefined, now: Danger, hourly: HourlyLine, seen: Observation): Finding[] {
  const { warning, name } = dangerClasses[now.class]
  const subject = `danger:${area}`
  if (warning && (before?.class !== now.class || before.date !== now.date)) {
    return [
      raiseOf({
        subject,
        level: warning.colour,
        severity: warning.severity,
        urgency: 'Expected',
        certainty: 'Likely',
        title: { zh: `森林火险${warning.name.zh}：${name.zh}`, en: `Forest fire danger ${warning.name.en}: ${name.en}` },
        rule: 'fire-danger-class',
        text: {
          zh: `今日火险指数 FWI ${now.fwi.toFixed(1)}，${name.zh}${now.quality === 'restarted' ? '（气象资料中断后重新起算）' : ''}`,
          en: `today's FWI is ${now.fwi.toFixed(1)}, ${name.en}${now.quality === 'restarted' ? ' (restarted after a gap in the weather)' : ''}`,
        },
        inputs: [
          { name: 'FWI', value: Number(now.fwi.toFixed(1)) },
          { name: 'danger class', value: now.class },
          { name: 'weather', value: now.quality },
          ...hourlyInput(hourly, seen.observedAtMs),
        ],
        observedAtMs: seen.observedAtMs,
        sources: [seen.device],
        areaId: area,
      }),
    ]
  }
  if (!warning && before && dangerClasses[before.class].warning) {
    const text = {
      zh: `火险降至${name.zh}（FWI ${now.fwi.toFixed(1)}）`,
      en: `danger has fallen to ${name.en} (FWI ${now.fwi.toFixed(1)})`,
    }
    return [clearOf(subject, 'passed', text, seen.observedAtMs)]
  }
  return []
}
