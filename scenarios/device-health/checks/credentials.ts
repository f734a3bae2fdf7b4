import { quiet } from '#domain/detection/step.ts'
import type { HealthCheck } from '#scenarios/device-health/checks/health-check.ts'
import { fault, recovered } from '#scenarios/device-health/findings.ts'

const dayMs = 86_400_000

/** A certificate that ends: on that day the device falls silent, and it is the one silence that is known beforehand. */
export const expiringCredentials: HealthCheck = (memory, { site, receivedAtMs }, { certificate }) => {
  const subject = `certificate:${memory.device}`
  const { expiry: before, ...known } = memory
  const daysLeft = site.certificateUntil === undefined ? undefined : (Date.parse(site.certificateUntil) - receivedAtMs) / dayMs
  const expiry =
    daysLeft === undefined || daysLeft > certificate.soonDays ? undefined : daysLeft > certificate.verySoonDays ? 'soon' : 'very-soon'
  if (expiry === before) return quiet(memory)
  const renewed = { zh: '证书已更新', en: 'its certificate was renewed' }
  if (expiry === undefined) return { memory: known, findings: [recovered(subject, renewed, receivedAtMs)] }
  const days = Math.max(0, Math.floor(daysLeft ?? 0))
  const ending = fault({
    subject,
    level: expiry === 'soon' ? 'certificate-expires' : 'certificate-expires-very-soon',
    severity: expiry === 'soon' ? 'Minor' : 'Moderate',
    title: { zh: `证书将到期：${memory.name}`, en: `Certificate ends: ${memory.name}` },
    rule: 'certificate-expires',
    text: {
      zh: `证书还有 ${days} 天到期，届时设备将失联；请更换`,
      en: `its certificate ends in ${days} days, and then it falls silent; renew it`,
    },
    inputs: [{ name: 'days left', value: days, unit: 'd' }],
    atMs: receivedAtMs,
    devices: [memory.device],
  })
  return { memory: { ...known, expiry }, findings: [ending] }
}
