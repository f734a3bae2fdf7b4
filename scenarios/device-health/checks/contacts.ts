import { quiet } from '#domain/detection/step.ts'
import { isObject } from '#domain/entries.ts'
import type { HealthCheck } from '#scenarios/device-health/checks/health-check.ts'
import { fault, recovered } from '#scenarios/device-health/findings.ts'
import type { DeviceHealthMemory } from '#scenarios/device-health/memory.ts'

type Contacts = NonNullable<DeviceHealthMemory['contacts']>

/** A loose contact opens and closes faster than any door or fire: the device is suspect, and one incident says so until it is calm. */
export const flappingContacts: HealthCheck = (memory, seen, { flapping }) => {
  const values = contactsOf(seen.body)
  const { contacts } = memory
  const subject = `contact:${memory.device}`
  const nowMs = seen.receivedAtMs
  if (values === undefined) return quiet(memory)
  if (contacts?.flapping && nowMs - (contacts.changesMs.at(-1) ?? 0) >= flapping.calmSeconds * 1000) {
    const calm = { ...memory, contacts: { values, changesMs: [], flapping: false } }
    return { memory: calm, findings: [recovered(subject, { zh: '触点恢复稳定', en: 'its contact is steady again' }, nowMs)] }
  }
  if (contacts?.values === values) return quiet(memory)
  // While it flaps, only one change a minute is written down: that it goes on is enough to know.
  if (contacts?.flapping && nowMs - (contacts.changesMs.at(-1) ?? 0) < 60_000) return quiet(memory)
  const next = changed(contacts, values, nowMs, flapping.changes, flapping.withinSeconds * 1000)
  const isNew = next.flapping && !contacts?.flapping
  return { memory: { ...memory, contacts: next }, findings: isNew ? [suspect(memory, subject, next, nowMs, flapping)] : [] }
}

/** Whether a message says something else of its contacts than the one before. */
export function contactsChanged(memory: DeviceHealthMemory, body: unknown): boolean {
  const values = contactsOf(body)
  return values !== undefined && (memory.contacts?.values !== values || memory.contacts.flapping)
}

function contactsOf(body: unknown): string | undefined {
  let found: Record<string, boolean> | undefined
  if (!isObject(body)) return undefined
  for (const name in body) {
    const value = body[name]
    if (typeof value !== 'boolean') continue
    found ??= {}
    found[name] = value
  }
  return found && JSON.stringify(found)
}

function changed(before: Contacts | undefined, values: string, nowMs: number, most: number, withinMs: number): Contacts {
  if (!before) return { values, changesMs: [], flapping: false }
  const changesMs = [...before.changesMs, nowMs].filter((atMs) => nowMs - atMs <= withinMs).slice(-most)
  return { values, changesMs, flapping: before.flapping || changesMs.length >= most }
}

function suspect(
  { device, name }: DeviceHealthMemory,
  subject: string,
  { changesMs }: Contacts,
  atMs: number,
  limits: { withinSeconds: number },
) {
  return fault({
    subject,
    level: 'suspect',
    certainty: 'Likely',
    title: { zh: `触点频繁跳变：${name}`, en: `Contact flaps: ${name}` },
    rule: 'contact-flapping',
    text: {
      zh: `${limits.withinSeconds} 秒内跳变 ${changesMs.length} 次，其报警存疑，请检修`,
      en: `changed ${changesMs.length} times within ${limits.withinSeconds} s; its alarms are in doubt until it is mended`,
    },
    inputs: [{ name: 'changes', value: changesMs.length }],
    atMs,
    devices: [device],
  })
}
