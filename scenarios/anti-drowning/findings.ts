import { clearOf, raiseOf } from '#domain/detection/step.ts'
import type { Clear, Raise, Severity } from '#domain/findings/finding.ts'
import type { Text } from '#domain/text.ts'
import type { CameraFault, Level, Spot } from '#scenarios/anti-drowning/memory.ts'

const severityOf: Record<Level, Severity> = { notice: 'Minor', warning: 'Moderate', alarm: 'Severe', critical: 'Extreme' }

const titles: Record<Level, Text> = {
  notice: { zh: '有人接近水域', en: 'Somebody near the water' },
  warning: { zh: '有人在水边停留', en: 'Somebody stays at the water’s edge' },
  alarm: { zh: '有人下水', en: 'Somebody in the water' },
  critical: { zh: '溺水危险', en: 'Danger of drowning' },
}

const longAtTheEdge: Text = { zh: '有人在水边久留', en: 'Somebody has long been at the water’s edge' }

const whyCritical: Record<NonNullable<Spot['whyCritical']>, Text> = {
  submerged: { zh: '下水后消失，未见离开', en: 'went in and is no longer seen; nobody was seen leaving' },
  'second-person': { zh: '又有一人下水', en: 'a second person has gone in' },
}

/** What a spot's level means for the duty desk. */
export function spotRaise(name: string, area: string, spot: Spot, level: Level, atMs: number, device: string): Raise {
  const dwellSeconds = Math.max(0, Math.round((atMs - spot.sinceMs) / 1000))
  const critical = level === 'critical' && spot.whyCritical ? whyCritical[spot.whyCritical] : undefined
  const shouted = spot.callOuts.count
  // An alarm may come from the edge alone: nobody may be said to be in the water who is not.
  const what = level === 'alarm' && spot.waterSinceMs === undefined ? longAtTheEdge : titles[level]
  return raiseOf({
    ...about(`spot:${name}`, area, atMs, device),
    level,
    severity: severityOf[level],
    urgency: level === 'notice' ? 'Expected' : 'Immediate',
    certainty: level === 'notice' ? 'Likely' : 'Observed',
    title: { zh: `${what.zh}：${name}`, en: `${what.en}: ${name}` },
    rule: critical ? `occupancy-${spot.whyCritical}` : `occupancy-${level}`,
    text: {
      zh: `${critical?.zh ?? what.zh}，已 ${dwellSeconds} 秒${shouted > 0 ? `，已喊话 ${shouted} 次` : ''}`,
      en: `${critical?.en ?? what.en}, for ${dwellSeconds} s${shouted > 0 ? `, called out ${shouted} time(s)` : ''}`,
    },
    inputs: [
      { name: 'dwell', value: dwellSeconds, unit: 's' },
      { name: 'swimmers', value: spot.swimmers },
      ...(spot.inWater > 0
        ? [
            { name: 'in the water', value: spot.inWater },
            { name: 'last seen in the water', value: Math.max(0, Math.round((atMs - spot.waterSeenMs) / 1000)), unit: 's ago' },
          ]
        : []),
      { name: 'call-outs', value: shouted },
      { name: 'call-outs acknowledged', value: spot.callOuts.acknowledged },
    ],
  })
}

/** People at a spot where swimming is permitted just now: the watch that is switched off stays visible. */
export function permittedRaise(name: string, area: string, atMs: number, device: string, until: string): Raise {
  return raiseOf({
    ...about(`spot:${name}`, area, atMs, device),
    level: 'notice',
    severity: 'Minor',
    urgency: 'Expected',
    certainty: 'Likely',
    title: { zh: `允许游泳时段有人：${name}`, en: `People while swimming is permitted: ${name}` },
    rule: 'swim-permitted',
    text: {
      zh: `允许游泳至 ${until}，到时自动恢复看护；此间只报沉没`,
      en: `swimming is permitted until ${until}, then the watch resumes by itself; until then only somebody going under is reported`,
    },
    inputs: [{ name: 'permitted until', value: until }],
  })
}

/** Everybody has left: dissuaded when they were called out before. */
export function spotClear(name: string, spot: Spot, atMs: number): Clear {
  const dissuaded = spot.callOuts.count > 0
  const text = dissuaded ? { zh: '喊话后离开，劝离成功', en: 'left after the call-out' } : { zh: '已自行离开', en: 'left by themselves' }
  return clearOf(`spot:${name}`, dissuaded ? 'dissuaded' : 'passed', text, atMs)
}

const faults: Record<CameraFault, Text> = {
  moved: { zh: '摄像机被移动，水域分区失效', en: 'the camera was moved; its zones are void' },
  frozen: { zh: '画面冻结', en: 'the picture is frozen' },
  silent: { zh: '摄像机失联', en: 'the camera is silent' },
}

export function cameraFault(device: string, spot: string, area: string, fault: CameraFault, atMs: number): Raise {
  return raiseOf({
    ...about(`camera:${device}`, area, atMs, device),
    ...faultSeverity,
    title: { zh: `${spot} 暂停看护：${faults[fault].zh}`, en: `${spot} is not watched: ${faults[fault].en}` },
    rule: `camera-${fault}`,
    text: {
      zh: `${faults[fault].zh}，该摄像机暂停判定，请安排人工巡查`,
      en: `${faults[fault].en}; this camera’s watch over the spot is suspended, have it patrolled`,
    },
    inputs: [{ name: 'fault', value: fault }],
  })
}

export function cameraBack(device: string, atMs: number): Clear {
  const text = { zh: '摄像机恢复，水域恢复看护', en: 'the camera is back and the spot is watched again' }
  return clearOf(`camera:${device}`, 'recovered', text, atMs)
}

/** Nobody can be called out at a spot: the desk has to send somebody at once. */
export function unheardRaise(spot: string, area: string, tried: number, atMs: number, device: string): Raise {
  return raiseOf({
    ...about(`speakers:${spot}`, area, atMs, device),
    ...faultSeverity,
    urgency: 'Immediate',
    title: { zh: `${spot} 喊话无应答`, en: `No loudspeaker answers at ${spot}` },
    rule: 'loudspeaker-unanswered',
    text: {
      zh: `${tried} 个喊话设备均未应答，现场无人被劝离，请立即派人`,
      en: `${tried} loudspeaker(s) did not answer, so nobody is being called out: send somebody now`,
    },
    inputs: [{ name: 'loudspeakers tried', value: tried }],
  })
}

export function heardAgain(spot: string, atMs: number): Clear {
  const text = { zh: '喊话设备恢复应答', en: 'a loudspeaker answers again' }
  return clearOf(`speakers:${spot}`, 'recovered', text, atMs)
}

const faultSeverity = { level: 'fault', severity: 'Moderate', urgency: 'Expected', certainty: 'Observed' } as const

function about(subject: string, areaId: string, observedAtMs: number, device: string) {
  return { subject, observedAtMs, sources: [device], areaId }
}
