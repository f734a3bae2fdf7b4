import type { Device } from '#domain/observation/device.ts'
import { rounding } from '#local/ground-truth/rounded.ts'
import { every, moments, type Stage, saying, type Teller } from '#local/ground-truth/stage.ts'

const round = rounding(3)
const minuteMs = 60_000
const hourMs = 3_600_000

/** The day in homes in care: movement by day, sleep by night; falls that are answered and that are not, calls for help; and stumbles, lying down, a tried button. */
export const homes: Teller = (stage) => {
  const homeIds = [...new Set(saying(stage, 'motion').flatMap(({ watches }) => watches))]
  for (const gateway of saying(stage, 'gateway-heartbeat'))
    every(stage, 4 * minuteMs, () => stage.say(gateway.id, 'gateway-heartbeat', { onMains: true }))
  for (const home of homeIds) tellHome(stage, home)
}

function tellHome(stage: Stage, home: string): void {
  const { rng } = stage
  const inHome = (kind: string) => saying(stage, kind).filter(({ watches }) => watches.includes(home))
  movement(stage, inHome('motion'))
  for (const { id } of inHome('door')) every(stage, 2 * hourMs, () => stage.say(id, 'door', { open: false, which: 'entrance' }))
  for (const { id } of inHome('smoke'))
    every(stage, 8 * hourMs, () => stage.say(id, 'smoke', { alarm: false, tempC: round(20 + 3 * rng.next()) }))
  for (const wearable of inHome('fall-candidate')) wearer(stage, wearable)
}

/** Awake from six to ten: somebody moves every quarter of an hour, by night now and then; whoever was in the bathroom comes back to the bedroom. */
function movement(stage: Stage, sensors: readonly Device[]): void {
  const [bathroom, bedroom] = [sensors.find(({ id }) => id.includes('bath')), sensors.find(({ id }) => !id.includes('bath'))]
  const see = (sensor: Device | undefined, minutes: number) => {
    if (!sensor) return
    const room = sensor === bathroom ? 'bathroom' : 'bedroom'
    stage.say(sensor.id, 'motion', { room, present: minutes > 0 })
    if (minutes > 0) stage.at(stage.now() + minutes * minuteMs, () => stage.say(sensor.id, 'motion', { room, present: false }))
  }
  every(stage, 15 * minuteMs, () => {
    const hour = (((stage.now() / hourMs + stage.county.file.time.offsetMinutes / 60) % 24) + 24) % 24
    const awake = hour >= 6 && hour < 22
    const goes = stage.rng.next() < (awake ? 0.3 : 0.05)
    see(bathroom, goes ? 4 : 0)
    if (goes) stage.at(stage.now() + 5 * minuteMs, () => see(bedroom, 3))
    else see(bedroom, stage.rng.next() < (awake ? 0.7 : 0.1) ? 3 : 0)
  })
}

function wearer(stage: Stage, { id, site }: Device): void {
  const { rng } = stage
  let answers: 'ok' | 'nobody' = 'ok'
  stage.onOrder(id, ({ id: commandId, name }) => {
    if (name === 'prompt.are-you-ok' && answers === 'ok')
      stage.at(stage.now() + 8_000, () => stage.say(id, 'prompt-answer', { answer: 'ok', commandId }))
  })
  const impact = (hard: boolean) => ({
    site: 'waist',
    c8G: round(hard ? 0.9 + 0.5 * rng.next() : 0.2 + 0.2 * rng.next()),
    peakG: round(hard ? 3.5 + 2 * rng.next() : 1.4 + 0.5 * rng.next()),
    stillSdG: hard ? 0.02 : 0.35,
    tiltDeg: Math.round(hard ? 75 + 15 * rng.next() : 10 + 20 * rng.next()),
    sinceImpactS: 6,
  })
  every(stage, 10 * minuteMs, () => stage.say(id, 'location', { lat: site.lat, lon: site.lon, accuracyM: 15, fixAgeS: 5 }))
  // Sitting down hard, a stumble: the wearable asks the cloud, the cloud does not ask anybody.
  for (const atMs of moments(stage, 4, 7, 22)) stage.at(atMs, () => stage.say(id, 'fall-candidate', impact(false)))
  // Dropping into bed looks like a fall; whoever is asked answers.
  for (const atMs of moments(stage, 0.6, 8, 20)) stage.at(atMs, () => stage.say(id, 'fall-candidate', impact(true)))
  for (const atMs of moments(stage, 0.35, 8, 21))
    stage.at(atMs, () => {
      answers = 'nobody'
      tell(stage, id, 'fall, no answer', ['alarm', 'emergency', 'unheard'])
      stage.say(id, 'fall-candidate', impact(true))
      stage.at(stage.now() + 12 * minuteMs, () => {
        answers = 'ok'
        stage.say(id, 'prompt-answer', { answer: 'ok' })
      })
    })
  for (const atMs of moments(stage, 0.3)) {
    stage.at(atMs, () => {
      tell(stage, id, 'call for help', ['alarm', 'alarm-again'])
      for (const again of [0, 3_000, 9_000]) stage.at(stage.now() + again, () => stage.say(id, 'sos', {}))
    })
  }
  for (const atMs of moments(stage, 0.2, 9, 17)) stage.at(atMs, () => stage.say(id, 'sos', { test: true }))
}

function tell(stage: Stage, device: string, what: string, levels: string[]): void {
  const fromMs = stage.now()
  stage.truth({ scenario: 'elderly-care', what, devices: [device], fromMs, untilMs: fromMs + 15 * minuteMs, levels, vital: true })
}
