import { type AlarmProfile, type AlarmState, type AlarmStep, afterSample, inRange } from '#domain/detection/alarm-engine.ts'
import { roomFireProfiles } from '#domain/detection/room-fire.ts'
import type { BodyOf } from '#domain/observation/kind.ts'
import type { smoke } from '#domain/observation/kinds/safety-sensors.ts'
import type { FindingContext } from '#scenarios/elderly-care/finding-context.ts'
import { clear, raise } from '#scenarios/elderly-care/findings.ts'
import type { HomeMemory, HomeStep } from '#scenarios/elderly-care/memory.ts'
import type { ElderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

type SmokeBody = BodyOf<typeof smoke>
type Reading = { name: string; unit: string; value: number; profile: AlarmProfile }

/** A detector's contact, smoke and heat, by the same limits as in public buildings. What it cannot measure reaches no rule. */
export function onSmoke(memory: HomeMemory, context: FindingContext, body: SmokeBody, limits: ElderlyCareLimits): HomeStep {
  const usable = readingsOf(body, limits).filter(({ value, profile }) => inRange(value, profile))
  let fires = memory.fires
  const steps = usable.map((reading) => {
    const id = `${context.device}/${reading.name}`
    const step = afterSample(fires[id], [context.atMs, reading.value], reading.profile)
    fires = kept(fires, id, step, reading.profile)
    return { reading, step }
  })
  const next = fires === memory.fires ? memory : { ...memory, fires }
  const worst = steps.find(({ step }) => step.change === 'raised' || step.change === 'graver')
  if (worst) return { memory: next, findings: [finding(context, worst.reading)] }
  const isOver = steps.some(({ step }) => step.change === 'cleared') && !burns(fires, context.device)
  const findings = isOver ? [clear(`fire:${context.device}`, context.atMs, { zh: '烟温恢复正常', en: 'smoke and heat are normal' })] : []
  return { memory: next, findings }
}

function readingsOf({ alarm, opticalDensityPerM, tempC }: SmokeBody, limits: ElderlyCareLimits): Reading[] {
  const profiles = roomFireProfiles(limits.fire)
  return [
    { name: 'contact', unit: '1', value: Number(alarm), profile: profiles.contact },
    ...(opticalDensityPerM === undefined ? [] : [{ name: 'smoke', unit: '1/m', value: opticalDensityPerM, profile: profiles.smoke }]),
    ...(tempC === undefined ? [] : [{ name: 'heat', unit: '°C', value: tempC, profile: profiles.heat }]),
  ]
}

/** A calm reading leaves no trace, unless its rate is looked at. */
function kept(fires: Record<string, AlarmState>, id: string, step: AlarmStep, { rules }: AlarmProfile): Record<string, AlarmState> {
  if (step.state === fires[id]) return fires
  const isCalm = Object.keys(step.state.active).length === 0
  if (!isCalm || rules.some(({ when }) => when.type === 'rise')) return { ...fires, [id]: step.state }
  if (!fires[id]) return fires
  const { [id]: _calm, ...others } = fires
  return others
}

function burns(fires: Record<string, AlarmState>, device: string): boolean {
  return Object.entries(fires).some(([id, { active }]) => id.startsWith(`${device}/`) && Object.keys(active).length > 0)
}

function finding(context: FindingContext, { name, unit, value }: Reading) {
  const figure = Number(value.toFixed(3))
  return raise(context, {
    subject: `fire:${context.device}`,
    level: 'fire',
    severity: 'Severe',
    urgency: 'Immediate',
    certainty: 'Observed',
    title: { zh: '家中火警', en: 'Fire in a home' },
    rule: `fire-${name}`,
    text: {
      zh: `火灾探测 ${name === 'contact' ? '触点动作' : `${name === 'smoke' ? '烟' : '温'} ${figure} ${unit}`}`,
      en: name === 'contact' ? "the detector's contact closed" : `${name} ${figure} ${unit}`,
    },
    inputs: [{ name, value: figure, unit, ageSeconds: Math.max(0, Math.round((context.nowMs - context.atMs) / 1000)) }],
  })
}
