import type { Incident } from '#domain/incident/incident.ts'
import type { Device } from '#domain/observation/device.ts'
import { playDay } from '#local/ground-truth/fast-county.ts'
import type { Script } from '#local/ground-truth/script.ts'
import { loadCounty } from '#local/load-county.ts'
import { seededRng } from '#local/seeded-rng.ts'

const template = loadCounty('template')
export const startMs = Date.UTC(2026, 6, 1)
export const hourMs = 3_600_000
const calm = { tMaxC: 24, backgroundMedianC: 21.5, backgroundMadC: 0.8, azimuthDeg: 120 }
export const site = { lat: 25.09, lon: 160.04 }

/** Every device speaks three times in its permitted silence until it dies. */
function lives(devices: readonly Device[], diesAtMs: (device: Device) => number, lastHeardMs: Map<string, number>) {
  return ({ at, say, now, rng, endMs }: Script) => {
    for (const device of devices) {
      const everyMs = Math.round((device.silenceSeconds * 1000) / 3)
      const speak = () => {
        if (now() >= diesAtMs(device) || now() >= endMs) return
        lastHeardMs.set(device.id, now())
        say(device.id, 'hot-spot', calm)
        at(now() + everyMs, speak)
      }
      at(startMs + Math.round(rng.next() * everyMs), speak)
    }
  }
}

/** An hour of these devices, each with its last moment. */
export function play(devices: Device[], diesAtMs: (device: Device) => number) {
  const lastHeardMs = new Map<string, number>()
  const county = { ...template, devices, enabled: ['forest-fire', 'device-health'] }
  const generators = [lives(devices, diesAtMs, lastHeardMs)]
  // What is late would be heard late: here the moment of the last word is to be known.
  const network = { usualMs: 0, lateShare: 0, lateMs: 0, twiceShare: 0.02 }
  return playDay({ county, seed: 1, startMs, days: 1 / 24, season: 'summer', generators, network }).then((outcome) => ({
    ...outcome,
    lastHeardMs,
  }))
}

/** Every other one of so many devices falls silent: which were reported, and when, as a share of the silence each is permitted. */
export async function silenceOf(count: number) {
  const rng = seededRng(7)
  const devices = Array.from({ length: count }, (_, index): Device => {
    const silenceSeconds = 300 + Math.floor(rng.next() * 900)
    return { id: `n-${index}`, name: `n-${index}`, kinds: ['hot-spot'], site, watches: [], silenceSeconds, status: 'active' }
  })
  const dying = new Map(
    devices.map(({ id }, index) => [id, index % 2 === 0 ? startMs + (0.2 + 0.3 * rng.next()) * hourMs : Number.POSITIVE_INFINITY]),
  )
  const { incidents, toldAtMs, lastHeardMs, messages } = await play(devices, ({ id }) => dying.get(id) as number)
  const silent = incidents.filter(({ level }) => level === 'silent')
  return {
    messages,
    told: silent.map(({ subject }) => subject).sort(),
    dead: devices
      .filter((_, index) => index % 2 === 0)
      .map(({ id }) => `device:${id}`)
      .sort(),
    shares: silent.map((incident) => shareOf(incident, devices, toldAtMs, lastHeardMs)),
  }
}

/** How long after a device was last heard its silence was reported, as a share of what it is permitted. */
function shareOf({ id, subject }: Incident, devices: Device[], toldAtMs: Map<string, number>, lastHeardMs: Map<string, number>): number {
  const name = subject.slice('device:'.length)
  const { silenceSeconds } = devices[Number(name.slice(2))] as Device
  return ((toldAtMs.get(id) as number) - (lastHeardMs.get(name) as number)) / (silenceSeconds * 1000)
}
