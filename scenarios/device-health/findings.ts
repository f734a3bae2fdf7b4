import type { Clear, Raise, Reason, Severity } from '#domain/findings/finding.ts'
import type { Text } from '#domain/text.ts'

type Fault = {
  subject: string
  level: string
  severity?: Severity
  certainty?: Raise['certainty']
  title: Text
  rule: string
  text: Text
  inputs?: Reason['inputs']
  atMs: number
  devices: string[]
}

/** A fault of a device: work for the IT office, never for those whom the device protects. */
export function fault({
  subject,
  level,
  severity = 'Minor',
  certainty = 'Observed',
  title,
  rule,
  text,
  inputs = [],
  atMs,
  devices,
}: Fault): Raise {
  return {
    type: 'raise',
    subject,
    level,
    severity,
    urgency: 'Expected',
    certainty,
    title,
    reason: { rule, text, inputs },
    observedAtMs: atMs,
    sources: devices,
  }
}

export function mended(subject: string, text: Text, atMs: number): Clear {
  return { type: 'clear', subject, outcome: 'recovered', text, observedAtMs: atMs }
}

/** A device that has not spoken for the time its registration permits. */
export function silent(device: { id: string; name: string; heardAtMs: number; silenceMs: number }, nowMs: number): Raise {
  const minutes = Math.round(device.silenceMs / 60_000)
  const input = (name: string, ms: number) => ({ name, value: Math.round(ms / 1000), unit: 's' })
  return fault({
    subject: `device:${device.id}`,
    level: 'silent',
    title: { zh: `设备失联：${device.name}`, en: `Device silent: ${device.name}` },
    rule: 'device-silent',
    text: {
      zh: `超过 ${minutes} 分钟未收到任何消息，其视野为盲区`,
      en: `nothing heard for more than ${minutes} min; what it watched is a blind area`,
    },
    inputs: [input('silence', nowMs - device.heardAtMs), input('permitted silence', device.silenceMs)],
    atMs: nowMs,
    devices: [device.id],
  })
}
