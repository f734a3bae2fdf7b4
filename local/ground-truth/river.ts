import { rounding } from '#local/ground-truth/rounded.ts'
import { every, type Generator, moments, type Script, saying } from '#local/ground-truth/script.ts'

const round = rounding(3)
const minuteMs = 60_000

/** The day of the river: stations that breathe with the sun, a spill now and then; and spikes, a calibration, a probe that falls dry. */
export const river: Generator = (script) => {
  for (const { id } of saying(script, 'water-quality')) station(script, id)
  for (const { id } of saying(script, 'water-level')) {
    let levelM = 41
    every(script, 5 * minuteMs, () => {
      levelM += (script.rng.next() - 0.5) * 0.01
      script.say(id, 'water-level', { levelM: round(levelM), datum: '1985' })
    })
  }
}

function station(script: Script, id: string): void {
  const { rng } = script
  let spill = 0
  const noise = (size: number) => size * (rng.next() + rng.next() - 1)
  const say = (over: Record<string, number> = {}, rest: object = {}) => {
    const sun = Math.sin(((script.now() - script.startMs) / 86_400_000) * 2 * Math.PI)
    const values: Record<string, [number, string]> = {
      pH: [7.7 + 0.1 * sun + noise(0.02) - 0.6 * spill, '1'],
      DO: [8.2 + 0.5 * sun + noise(0.05) - 2.5 * spill, 'mg/L'],
      conductivity: [310 + 6 * sun + noise(1) + 160 * spill, 'µS/cm'],
      turbidity: [18 + 2 * sun + noise(0.6) + 55 * spill, 'NTU'],
      CODMn: [1.7 + noise(0.05) + 5 * spill, 'mg/L'],
      NH3N: [0.08 + noise(0.01) + 1.4 * spill, 'mg/L'],
      TP: [0.03 + noise(0.003), 'mg/L'],
    }
    const items = Object.fromEntries(
      Object.entries(values).map(([code, [value, unit]]) => [code, { value: round(over[code] ?? value), unit }]),
    )
    script.say(id, 'water-quality', { items, ...rest })
  }
  every(script, 4 * minuteMs, () => say())
  for (const atMs of moments(script, 1)) script.at(atMs, () => say({ turbidity: 900 })) // a bubble
  for (const atMs of moments(script, 0.3, 9, 17)) script.at(atMs, () => say({ pH: 4, conductivity: 1_413 }, { maintenance: true }))
  for (const atMs of moments(script, 0.12, 4, 20))
    script.at(atMs, () => {
      script.truth({
        scenario: 'river-protection',
        what: 'spill',
        devices: [id],
        fromMs: script.now() + 8 * minuteMs,
        untilMs: script.now() + 150 * minuteMs,
        levels: ['blue', 'yellow', 'orange'],
        vital: false,
      })
      for (let minute = 0; minute <= 150; minute += 2)
        script.at(script.now() + minute * minuteMs, () => {
          spill = minute < 20 ? minute / 20 : Math.max(0, 1 - (minute - 20) / 130)
        })
    })
}
