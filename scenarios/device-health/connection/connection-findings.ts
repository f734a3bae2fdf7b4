import type { Timer } from '#domain/detection/detector.ts'
import type { Clear, Finding, Raise, Severity } from '#domain/findings/finding.ts'
import { fault, recovered } from '#scenarios/device-health/findings.ts'
import type { Link } from '#scenarios/device-health/memory.ts'

/** Whom the link belongs to, and under which subject its silence is told, too: both are one incident. */
export type LinkOwner = { subject: string; device: string; name: string; severity: Severity }

/** The timer of a loss, when its moment has changed. */
export function linkTimers(before: Link | undefined, after: Link | undefined): Timer[] {
  return after?.dueAtMs === undefined || after.dueAtMs === before?.dueAtMs ? [] : [{ name: 'connection', dueAtMs: after.dueAtMs }]
}

/** What is to be reported when a link has become another. */
export function linkFindings(before: Link | undefined, after: Link | undefined, owner: LinkOwner, atMs: number): Finding[] {
  if (before?.lastReported === after?.lastReported) return []
  if (!after?.lastReported) return [connectedAgain(owner.subject, atMs)]
  return [after.lastReported === 'lost' ? connectionLost(owner, after, atMs) : connectionUnstable(owner, after, atMs)]
}

export function connectedAgain(subject: string, atMs: number): Clear {
  return recovered(subject, { zh: '连接已恢复', en: 'it is connected again' }, atMs)
}

function connectionLost({ subject, device, name, severity }: LinkOwner, { lostAtMs = 0 }: Link, atMs: number): Raise {
  const seconds = Math.round((atMs - lostAtMs) / 1000)
  return fault({
    subject,
    level: 'connection-lost',
    severity,
    title: { zh: `连接中断：${name}`, en: `Connection lost: ${name}` },
    rule: 'connection-lost',
    text: {
      zh: `连接中断 ${seconds} 秒未恢复，并非自行退出；其视野为盲区`,
      en: `its connection broke ${seconds} s ago and is not back; it did not leave by itself. What it watched is a blind area`,
    },
    inputs: [{ name: 'disconnected', value: seconds, unit: 's' }],
    atMs,
    devices: [device],
  })
}

function connectionUnstable({ subject, device, name, severity }: LinkOwner, { lossesMs = [] }: Link, atMs: number): Raise {
  const minutes = Math.max(1, Math.round((atMs - (lossesMs[0] ?? atMs)) / 60_000))
  return fault({
    subject,
    level: 'connection-unstable',
    severity,
    title: { zh: `连接不稳：${name}`, en: `Connection unstable: ${name}` },
    rule: 'connection-unstable',
    text: {
      zh: `${minutes} 分钟内中断 ${lossesMs.length} 次，请检查网络与供电`,
      en: `lost ${lossesMs.length} times within ${minutes} min; check its network and power`,
    },
    inputs: [{ name: 'losses', value: lossesMs.length }],
    atMs,
    devices: [device],
  })
}
