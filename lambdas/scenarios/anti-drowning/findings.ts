import type { Clear, Raise, Severity } from '#domain/detection/detector.ts'
import type { Text } from '#domain/text.ts'
import type { CameraFault } from '#lambdas/scenarios/anti-drowning/camera.ts'
import type { Level, Spot } from '#lambdas/scenarios/anti-drowning/spot.ts'

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
  return {
    type: 'raise',
    subject: `spot:${name}`,
    level,
    severity: severityOf[level],
    urgency: level === 'notice' ? 'Expected' : 'Immediate',
    certainty: level === 'notice' ? 'Likely' : 'Observed',
    title: { zh: `${what.zh}：${name}`, en: `${what.en}: ${name}` },
    reason: {
      rule: critical ? `occupancy-${spot.whyCritical}` : `occupancy-${level}`,
      text: {
        zh: `${critical?.zh ?? what.zh}，已 ${dwellSeconds} 秒${shouted > 0 ? `，已喊话 ${shouted} 次` : ''}`,
        en: `${critical?.en ?? what.en}, for ${dwellSeconds} s${shouted > 0 ? `, called out ${shouted} time(s)` : ''}`,
      },
      inputs: [
        { name: 'dwell', value: dwellSeconds, unit: 's' },
        { name: 'swimmers', value: spot.swimmers },
        { name: 'call-outs', value: shouted },
        { name: 'call-outs acknowledged', value: spot.callOuts.acknowledged },
      ],
    },
    observedAtMs: atMs,
    sources: [device],
    areaId: area,
  }
}

/** Everybody has left: dissuaded when they were called out before. */
export function spotClear(name: string, spot: Spot, atMs: number): Clear {
  const dissuaded = spot.callOuts.count > 0
  const text = dissuaded ? { zh: '喊话后离开，劝离成功', en: 'left after the call-out' } : { zh: '已自行离开', en: 'left by themselves' }
  return { type: 'clear', subject: `spot:${name}`, outcome: dissuaded ? 'dissuaded' : 'passed', text, observedAtMs: atMs }
}

const faults: Record<CameraFault, Text> = {
  moved: { zh: '摄像机被移动，水域分区失效', en: 'the camera was moved; its zones are void' },
  frozen: { zh: '画面冻结', en: 'the picture is frozen' },
  silent: { zh: '摄像机失联', en: 'the camera is silent' },
}

export function faultRaise(device: string, spot: string, area: string, fault: CameraFault, atMs: number): Raise {
  return {
    type: 'raise',
    subject: `camera:${device}`,
    level: 'fault',
    severity: 'Moderate',
    urgency: 'Expected',
    certainty: 'Observed',
    title: { zh: `${spot} 暂停看护：${faults[fault].zh}`, en: `${spot} is not watched: ${faults[fault].en}` },
    reason: {
      rule: `camera-${fault}`,
      text: {
        zh: `${faults[fault].zh}，该水域暂停判定，请安排人工巡查`,
        en: `${faults[fault].en}; the spot is suspended, have it patrolled`,
      },
      inputs: [{ name: 'fault', value: fault }],
    },
    observedAtMs: atMs,
    sources: [device],
    areaId: area,
  }
}

export function faultClear(device: string, atMs: number): Clear {
  return {
    type: 'clear',
    subject: `camera:${device}`,
    outcome: 'recovered',
    text: { zh: '摄像机恢复，水域恢复看护', en: 'the camera is back and the spot is watched again' },
    observedAtMs: atMs,
  }
}
