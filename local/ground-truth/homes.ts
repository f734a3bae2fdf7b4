import type { Device } from '#domain/observation/device.ts'
import { rounding } from '#local/ground-truth/rounded.ts'
import { every, type Generator, moments, type Script, saying } from '#local/ground-truth/script.ts'

const round = rounding(3)
const minuteMs = 60_000
const hourMs = 3_600_000

/** The day in homes in care: movement by day, sleep by night; falls that are answered and that are not, calls for help; and stumbles, lying down, a tried button. */
export const homes: Generator = (script) => {
  const homeIds = [...new Set(saying(script, 'motion').flatMap(({ watches }) => watches))]
  for (const gateway of saying(script, 'gateway-heartbeat'))
    every(script, 4 * minuteMs, () => script.say(gateway.id, 'gateway-heartbeat', { onMains: true }))
  for (const home of homeIds) tellHome(script, home)
}

function tellHome(script: Script, home: string): void {
  const { rng } = script
  const inHome = (kind: string) => saying(script, kind).filter(({ watches }) => watches.includes(home))
  movement(script, inHome('motion'))
  for (const { id } of inHome('door')) every(script, 2 * hourMs, () => script.say(id, 'door', { open: false, which: 'entrance' }))
  for (const { id } of inHome('smoke'))
    every(script, 8 * hourMs, () => script.say(id, 'smoke', { alarm: false, tempC: round(20 + 3 * rng.next()) }))
  for (const wearable of inHome('fall-candidate')) wearer(script, wearable)
}

/** Awake from six to ten: somebody moves every quarter of an hour, by night now and then; whoever was in the bathroom comes back to the bedroom. */
function movement(script: Script, sensors: readonly Device[]): void {
  const [bathroom, bedroom] = [sensors.find(({ id }) => id.includes('bath')), sensors.find(({ id }) => !id.includes('bath'))]
  const see = (sensor: Device | undefined, minutes: number) => {
    if (!sensor) return
    const room = sensor === bathroom ? 'bathroom' : 'bedroom'
    script.say(sensor.id, 'motion', { room, present: minutes > 0 })
    if (minutes > 0) script.at(script.now() + minutes * minuteMs, () => script.say(sensor.id, 'motion', { room, present: false }))
  }
  every(script, 15 * minuteMs, () => {
    const hour = (((script.now() / hourMs + script.county.file.time.offsetMinutes / 60) % 24) + 24) % 24
    const awake = hour >= 6 && hour < 22
    const goes = script.rng.next() < (awake ? 0.3 : 0.05)
    see(bathroom, goes ? 4 : 0)
    if (goes) script.at(script.now() + 5 * minuteMs, () => see(bedroom, 3))
    else see(bedroom, script.rng.next() < (awake ? 0.7 : 0.1) ? 3 : 0)
  })
}

function wearer(script: Script, { id, site }: Device): void {
  const { rng } = script
  let answers: 'ok' | 'nobody' = 'ok'
  script.onOrder(id, ({ id: commandId, name }) => {
    if (name === 'prompt.are-you-ok' && answers === 'ok')
      script.at(script.now() + 8_000, () => script.say(id, 'prompt-answer', { answer: 'ok', commandId }))
  })
  const impact = (hard: boolean) => ({
    site: 'waist',
    c8G: round(hard ? 0.9 + 0.5 * rng.next() : 0.2 + 0.2 * rng.next()),
    peakG: round(hard ? 3.5 + 2 * rng.next() : 1.4 + 0.5 * rng.next()),
    stillSdG: hard ? 0.02 : 0.35,
    tiltDeg: Math.round(hard ? 75 + 15 * rng.next() : 10 + 20 * rng.next()),
    sinceImpactS: 6,
  })
  every(script, 10 * minuteMs, () => script.say(id, 'location', { lat: site.lat, lon: site.lon, accuracyM: 15, fixAgeS: 5 }))
  // Sitting down hard, a stumble: the wearable asks the cloud, the cloud does not ask anybody.
  for (const atMs of moments(script, 4, 7, 22)) script.at(atMs, () => script.say(id, 'fall-candidate', impact(false)))
  // Dropping into bed looks like a fall; whoever is asked answers.
  for (const atMs of moments(script, 0.6, 8, 20)) script.at(atMs, () => script.say(id, 'fall-candidate', impact(true)))
  for (const atMs of moments(script, 0.35, 8, 21))
    script.at(atMs, () => {
      answers = 'nobody'
      tell(script, id, 'fall, no answer', ['alarm', 'emergency', 'unheard'])
      script.say(id, 'fall-candidate', impact(true))
      script.at(script.now() + 12 * minuteMs, () => {
        answers = 'ok'
        script.say(id, 'prompt-answer', { answer: 'ok' })
      })
    })
  for (const atMs of moments(script, 0.3)) {
    script.at(atMs, () => {
      tell(script, id, 'call for help', ['alarm', 'alarm-again'])
      for (const again of [0, 3_000, 9_000]) script.at(script.now() + again, () => script.say(id, 'sos', {}))
    })
  }
  for (const atMs of moments(script, 0.2, 9, 17)) script.at(atMs, () => script.say(id, 'sos', { test: true }))
}

function tell(script: Script, device: string, what: string, levels: string[]): void {
  const fromMs = script.now()
  script.truth({ scenario: 'elderly-care', what, devices: [device], fromMs, untilMs: fromMs + 15 * minuteMs, levels, vital: true })
}
