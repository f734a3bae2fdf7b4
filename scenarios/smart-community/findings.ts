import { clearOf, raiseOf } from '#domain/detection/step.ts'
import type { Clear, Raise } from '#domain/findings/finding.ts'
import type { Text } from '#domain/text.ts'
import { type Channel, severityOf } from '#scenarios/smart-community/channels.ts'
import type { FindingContext } from '#scenarios/smart-community/finding-context.ts'

const levelNames: Record<string, Text> = {
  'pre-alarm': { zh: '预警', en: 'early warning' },
  warning: { zh: '预警', en: 'warning' },
  alarm: { zh: '报警', en: 'alarm' },
  fire: { zh: '火警', en: 'fire' },
  hot: { zh: '火警', en: 'fire' },
  open: { zh: '井盖敞开', en: 'lies open' },
  critical: { zh: '严重报警', en: 'critical' },
}

/** A channel that has reached a level. */
export function channelFinding(context: FindingContext, channel: Channel, level: string, sinceMs: number): Raise {
  const name = levelNames[level] ?? { zh: level, en: level }
  const seconds = Math.max(0, Math.round((context.atMs - sinceMs) / 1000))
  const value = Number(channel.value.toFixed(3))
  return raiseOf({
    ...common(context),
    level: level === 'hot' ? 'fire' : level,
    severity: severityOf[level] ?? 'Moderate',
    urgency: level === 'pre-alarm' || level === 'warning' ? 'Expected' : 'Immediate',
    certainty: 'Observed',
    title: { zh: `${channel.title.zh}${name.zh}：${context.name}`, en: `${channel.title.en} ${name.en}: ${context.name}` },
    rule: `${channel.name.replaceAll(' ', '-')}-${level}`,
    text: {
      zh: `${channel.title.zh} ${value} ${channel.unit}，已持续 ${seconds} 秒`,
      en: `${channel.title.en} ${value} ${channel.unit}, for ${seconds} s`,
    },
    inputs: [
      { name: channel.name, value, unit: channel.unit, ageSeconds: 0 },
      { name: 'duration', value: seconds, unit: 's' },
    ],
  })
}

/** Two witnesses of one fire: the building burns. */
export function confirmedFire(context: FindingContext, witnesses: readonly string[]): Raise {
  return raiseOf({
    ...common(context),
    subject: `fire:${context.place}`,
    level: 'confirmed',
    severity: 'Extreme',
    urgency: 'Immediate',
    certainty: 'Observed',
    title: { zh: '建筑火灾确认', en: 'Building fire confirmed' },
    rule: 'fire-two-witnesses',
    text: { zh: `${witnesses.length} 处火灾探测相互印证`, en: `${witnesses.length} signs of fire agree` },
    inputs: witnesses.map((witness) => ({ name: 'witness', value: witness })),
  })
}

/** Too many points of one place at once: one incident with the first of them, so that nobody drowns in alarms. */
export function alarmFlood(context: FindingContext, count: number, firstOut: string): Raise {
  return raiseOf({
    ...common(context),
    subject: `place:${context.place}`,
    level: 'flood-of-alarms',
    severity: 'Severe',
    urgency: 'Immediate',
    certainty: 'Observed',
    title: { zh: `报警洪泛：${count} 个点位`, en: `Flood of alarms: ${count} points` },
    rule: 'alarm-flood',
    text: { zh: `十分钟内 ${count} 个点位报警，最先为 ${firstOut}`, en: `${count} points alarmed within ten minutes, ${firstOut} first` },
    inputs: [
      { name: 'points', value: count },
      { name: 'first out', value: firstOut },
    ],
  })
}

/** A reading that no sensor of its sort can make: somebody has to look at the sensor. */
export function sensorFault(context: FindingContext, channel: Channel): Raise {
  return raiseOf({
    ...common(context),
    subject: `sensor:${context.device}`,
    level: 'maintenance',
    severity: 'Minor',
    urgency: 'Expected',
    certainty: 'Likely',
    title: { zh: `传感器读数异常：${context.name}`, en: `Impossible reading: ${context.name}` },
    rule: 'out-of-range',
    text: {
      zh: `${channel.title.zh} ${channel.value} ${channel.unit} 超出量程，不作为报警依据`,
      en: `${channel.title.en} ${channel.value} ${channel.unit} is beyond what the sensor can measure and is not used`,
    },
    inputs: [{ name: channel.name, value: channel.value, unit: channel.unit }],
  })
}

/** Something stands where it must not. */
export function obstruction(
  context: FindingContext,
  what: 'lift' | 'fire-lane' | 'tailgate',
  detail: { name: string; value: number; unit?: string },
): Raise {
  const titles: Record<typeof what, Text> = {
    lift: { zh: '电动车进电梯', en: 'E-bike in a lift' },
    'fire-lane': { zh: '消防通道被占', en: 'Fire lane blocked' },
    tailgate: { zh: '门禁尾随', en: 'Tailgating at a door' },
  }
  return raiseOf({
    ...common(context),
    subject: `place:${context.place}`,
    level: what === 'tailgate' ? 'notice' : 'blocked',
    severity: what === 'tailgate' ? 'Minor' : 'Moderate',
    urgency: what === 'lift' ? 'Immediate' : 'Expected',
    certainty: 'Likely',
    title: { zh: `${titles[what].zh}：${context.name}`, en: `${titles[what].en}: ${context.name}` },
    rule: what,
    text: {
      zh: `${titles[what].zh}，${detail.value} ${detail.unit ?? ''}`.trim(),
      en: `${titles[what].en}, ${detail.value} ${detail.unit ?? ''}`.trim(),
    },
    inputs: [detail],
  })
}

function common({ place, device, atMs }: FindingContext) {
  return {
    subject: `point:${device}`,
    observedAtMs: atMs,
    sources: [device],
    ...(place.startsWith('device:') ? {} : { areaId: place }),
  }
}

/** What was the matter with a point or place has ended by itself. */
export function over(subject: string, atMs: number): Clear {
  return clearOf(subject, 'passed', { zh: '已恢复正常', en: 'back to normal' }, atMs)
}
