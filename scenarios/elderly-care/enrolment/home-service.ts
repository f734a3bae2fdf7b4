import { quiet } from '#domain/detection/step.ts'
import { withEntry } from '#domain/entries.ts'
import type { Observation } from '#domain/observation/observation.ts'
import type { RegistrationChange } from '#domain/observation/registration.ts'
import { clear } from '#scenarios/elderly-care/findings.ts'
import type { Heard, HomeMemory, HomeStep } from '#scenarios/elderly-care/memory.ts'

/** A device of the home was taken out of service: its silence makes nobody blind, and where its wearer is is nobody's to know. */
export function onHomeService(memory: HomeMemory, { device, body, receivedAtMs }: Observation<string, RegistrationChange>): HomeStep {
  const { heard, whereabouts } = memory
  if (body.now !== 'out-of-service' || !(heard[device] || whereabouts[device])) return quiet(memory)
  const text = { zh: '设备已停用', en: 'its device was taken out of service' }
  const findings = whereabouts[device]?.lost ? [clear(`location:${device}`, receivedAtMs, text, 'recovered')] : []
  return {
    memory: {
      ...memory,
      heard: withEntry<Heard[string]>(heard, device, undefined),
      whereabouts: withEntry(whereabouts, device, undefined),
    },
    findings,
  }
}
