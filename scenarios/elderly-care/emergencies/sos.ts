import type { FindingContext } from '#scenarios/elderly-care/finding-context.ts'
import { raise } from '#scenarios/elderly-care/findings.ts'
import type { HomeMemory, HomeStep } from '#scenarios/elderly-care/memory.ts'
import type { ElderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

/** A call is over when nobody has pressed for so long. */
const callEndsMs = 1_800_000

/**
 * A pressed button rings at once, however late its message comes, and each press is reported. Presses soon after each other are one
 * call; somebody who presses again later has not been helped, and that rings anew.
 */
export function onSos(memory: HomeMemory, context: FindingContext, { sosJoinSeconds }: ElderlyCareLimits): HomeStep {
  const { device, atMs, nowMs } = context
  const known = memory.sos[device]
  const goesOn = known && nowMs - known.lastMs <= callEndsMs
  const again = goesOn && nowMs - known.firstMs > sosJoinSeconds * 1000
  const call = { firstMs: goesOn ? known.firstMs : nowMs, lastMs: nowMs }
  const ageSeconds = Math.max(0, Math.round((nowMs - atMs) / 1000))
  const finding = raise(context, {
    subject: `sos:${device}`,
    level: again ? 'alarm-again' : 'alarm',
    severity: again ? 'Extreme' : 'Severe',
    urgency: 'Immediate',
    certainty: 'Observed',
    title: again ? { zh: '再次呼救', en: 'Call for help, again' } : { zh: '紧急呼救', en: 'Call for help' },
    rule: 'sos-pressed',
    text: {
      zh: ageSeconds > sosJoinSeconds ? `呼救按钮于 ${ageSeconds} 秒前按下，现在才收到` : '呼救按钮被按下',
      en: ageSeconds > sosJoinSeconds ? `the button was pressed ${ageSeconds} s ago; its message comes only now` : 'the button was pressed',
    },
    inputs: [{ name: 'pressed', value: true, ageSeconds }],
    // By the server's time: a late call must not fall under an incident that was closed before it came.
    observedAtMs: nowMs,
  })
  return { memory: { ...memory, sos: { ...memory.sos, [device]: call } }, findings: [finding] }
}
