import { clearOf, raiseOf } from '#domain/detection/step.ts'
import type { Clear, Raise } from '#domain/findings/finding.ts'
import type { Text } from '#domain/text.ts'
import type { Ground, Judgement } from '#scenarios/fishing-ban/judging/level.ts'
import type { Conduct, Level, Track } from '#scenarios/fishing-ban/memory.ts'
import type { Fix } from '#scenarios/fishing-ban/track/fixes.ts'

const graveness: Record<Level, Pick<Raise, 'severity' | 'urgency' | 'certainty'>> = {
  blue: { severity: 'Minor', urgency: 'Future', certainty: 'Possible' },
  yellow: { severity: 'Moderate', urgency: 'Expected', certainty: 'Possible' },
  orange: { severity: 'Severe', urgency: 'Immediate', certainty: 'Likely' },
}

const titles: Record<Ground, Text> = {
  'working-speed': { zh: '禁渔水域内疑似捕捞作业', en: 'Likely fishing in a closed water' },
  encounter: { zh: '禁渔水域内两船长时间并靠', en: 'Two vessels lie together in a closed water' },
  'went-dark': { zh: '禁渔水域内船舶信号消失', en: 'A vessel in a closed water went dark' },
  slow: { zh: '禁渔水域内船舶低速', en: 'A slow vessel in a closed water' },
  loitering: { zh: '禁渔水域内船舶徘徊', en: 'A vessel loiters in a closed water' },
  night: { zh: '禁渔水域夜间有身份不明船舶', en: 'An unknown vessel in a closed water at night' },
  'unknown-inside': { zh: '禁渔水域内有身份不明船舶', en: 'An unknown vessel in a closed water' },
}

/** Who the vessel is and what goes with it. */
export type Subject = { id: string; track: Track; partner?: string | undefined; isHomeShip: boolean }

/** One incident for each vessel and water. */
function subjectOf(id: string, { water }: Track): string {
  return `vessel:${water}/${id}`
}

/** `nowMs` is the moment of the decision; for a silence it is later than the last fix. */
export function vesselRaise({ level, ground }: Judgement, subject: Subject, conduct: Conduct, fix: Fix, nowMs: number): Raise {
  const { id, track } = subject
  return raiseOf({
    subject: subjectOf(id, track),
    level,
    ...graveness[level],
    title: titles[ground],
    rule: ground,
    text: reasonText(ground, subject, conduct, nowMs),
    inputs: inputsOf(subject, conduct, fix, nowMs),
    observedAtMs: nowMs,
    sources: [track.device],
    areaId: track.water,
    position: { lat: fix.lat, lon: fix.lon },
  })
}

export function vesselClear(id: string, track: Track, atMs: number, how: 'left' | 'lost'): Clear {
  const wasCalled = (track.calls?.count ?? 0) > 0
  const isDissuaded = wasCalled && how === 'left'
  return clearOf(subjectOf(id, track), isDissuaded ? 'dissuaded' : 'passed', clearText(id, isDissuaded, how), atMs)
}

/** Nobody can be called off in a water: the desk has to send somebody. */
export function unheardRaise(key: string, id: string, track: Track, tried: number, atMs: number): Raise {
  return raiseOf({
    subject: `speakers:${key}`,
    level: 'fault',
    severity: 'Moderate',
    urgency: 'Immediate',
    certainty: 'Observed',
    title: { zh: `禁渔水域喊话无应答：${track.water}`, en: `No loudspeaker answers at ${track.water}` },
    rule: 'loudspeaker-unanswered',
    text: {
      zh: `${tried} 个喊话设备均未应答，${id} 未被劝离，请派巡护艇`,
      en: `${tried} loudspeaker(s) did not answer, so ${id} is not being called off: send the patrol boat`,
    },
    inputs: [{ name: 'loudspeakers tried', value: tried }],
    observedAtMs: atMs,
    sources: [track.device],
    areaId: track.water,
  })
}

export function heardAgain(key: string, atMs: number): Clear {
  const text = { zh: '喊话设备恢复应答', en: 'a loudspeaker answers again' }
  return clearOf(`speakers:${key}`, 'recovered', text, atMs)
}

function clearText(id: string, isDissuaded: boolean, how: 'left' | 'lost'): Text {
  if (isDissuaded) return { zh: `喊话后 ${id} 已驶离`, en: `${id} left after the call` }
  return how === 'left' ? { zh: `${id} 已驶离`, en: `${id} has left` } : { zh: `${id} 已久无信号`, en: `${id} has not been heard for long` }
}

function reasonText(ground: Ground, { id, partner }: Subject, conduct: Conduct, nowMs: number): Text {
  const speed = conduct.medianKn?.toFixed(1) ?? '–'
  const held = minutesBetween(conduct.run?.sinceMs ?? conduct.atMs, conduct.atMs)
  const inside = minutesBetween(conduct.border?.sinceMs ?? conduct.atMs, conduct.atMs)
  const texts: Record<Ground, Text> = {
    'working-speed': {
      zh: `${id} 以作业速度（中位 ${speed} 节）持续 ${held} 分钟`,
      en: `${id} has kept a working speed (median ${speed} kn) for ${held} min`,
    },
    encounter: { zh: `${id} 与 ${partner ?? '–'} 长时间低速并靠`, en: `${id} and ${partner ?? '–'} have lain together, slow, for long` },
    'went-dark': {
      zh: `${id} 已 ${minutesBetween(conduct.atMs, nowMs)} 分钟无信号，接收站仍收到其他船舶`,
      en: `${id} has been silent for ${minutesBetween(conduct.atMs, nowMs)} min while its receiver hears others`,
    },
    slow: { zh: `${id} 低速（中位 ${speed} 节）已 ${held} 分钟`, en: `${id} has been slow (median ${speed} kn) for ${held} min` },
    loitering: {
      zh: `${id} 已徘徊 ${conduct.loitering?.hours ?? 0} 小时`,
      en: `${id} has loitered for ${conduct.loitering?.hours ?? 0} h`,
    },
    night: { zh: `${id} 日落后在禁渔水域内 ${inside} 分钟`, en: `${id} has been inside for ${inside} min, the sun is down` },
    'unknown-inside': { zh: `${id} 进入禁渔水域 ${inside} 分钟，身份不明`, en: `${id}, unknown, has been inside for ${inside} min` },
  }
  return texts[ground]
}

function inputsOf({ track, isHomeShip, partner }: Subject, conduct: Conduct, { atMs }: Fix, nowMs: number): Raise['reason']['inputs'] {
  const ageSeconds = Math.max(0, Math.round((nowMs - atMs) / 1000))
  const { medianKn, run, border } = conduct
  return [
    ...(medianKn === undefined ? [] : [{ name: 'median speed', value: medianKn, unit: 'kn', ageSeconds }]),
    ...(run ? [{ name: 'working speed held', value: minutesBetween(run.sinceMs, conduct.atMs), unit: 'min', ageSeconds }] : []),
    ...(border ? [{ name: 'time inside', value: minutesBetween(border.sinceMs, conduct.atMs), unit: 'min', ageSeconds }] : []),
    ...(track.mmsi === undefined ? [] : [{ name: 'MMSI', value: track.mmsi }]),
    { name: 'home flag', value: isHomeShip },
    ...(track.isShared ? [{ name: 'shares its number', value: true }] : []),
    ...(partner === undefined ? [] : [{ name: 'together with', value: partner }]),
    ...(track.calls
      ? [
          { name: 'calls', value: track.calls.count },
          { name: 'calls acknowledged', value: track.calls.acknowledged ?? 0 },
        ]
      : []),
  ]
}

function minutesBetween(fromMs: number, toMs: number): number {
  return Math.max(0, Math.round((toMs - fromMs) / 60_000))
}
