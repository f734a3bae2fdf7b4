import { clearOf, type RaiseWords, raiseOf } from '#domain/detection/step.ts'
import type { Clear, Raise } from '#domain/findings/finding.ts'
import type { Text } from '#domain/text.ts'

type Fault = Pick<RaiseWords, 'subject' | 'level' | 'title' | 'rule' | 'text' | 'inputs'> &
  Partial<Pick<RaiseWords, 'severity' | 'certainty'>> & { atMs: number; devices: string[] }

/** A fault of a device: work for the IT office, never for those whom the device protects. */
export function fault({ atMs, devices, ...words }: Fault): Raise {
  return raiseOf({ severity: 'Minor', urgency: 'Expected', certainty: 'Observed', ...words, observedAtMs: atMs, sources: devices })
}

export function recovered(subject: string, text: Text, atMs: number): Clear {
  return clearOf(subject, 'recovered', text, atMs)
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
