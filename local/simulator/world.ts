import { areaKindsOf, watchedAreas, watchedOfKind, waterKinds } from '#domain/county/area-kinds.ts'
import type { County } from '#domain/county/county.ts'
import type { DeviceCommand } from '#domain/findings/device-command.ts'
import type { Device } from '#domain/observation/device.ts'
import type { Clock } from '#domain/ports.ts'
import { boats } from '#local/ground-truth/boats.ts'
import { homes } from '#local/ground-truth/homes.ts'
import { quarter } from '#local/ground-truth/quarter.ts'
import { river } from '#local/ground-truth/river.ts'
import { seededRng } from '#local/seeded-rng.ts'
import type { Actor, Say } from '#local/simulator/actor.ts'
import { dailyActor } from '#local/simulator/daily.ts'
import { forestActor } from '#local/simulator/forest.ts'
import { waterActor } from '#local/simulator/water.ts'

export type World = {
  /** Devices that take orders, and who carries them out. */
  listeners: ReadonlyMap<string, (command: DeviceCommand) => void>
  /** Lives until the signal is given. */
  run(signal: AbortSignal): Promise<void>
}

/**
 * The people, boats, smoke and weather of a county, told by its devices. The same seed and clock tell the same story; what
 * the story is told over is the caller's affair.
 */
export function inventWorld(county: County, seed: number, clock: Clock, say: Say): World {
  const rng = seededRng(seed)
  const having = (kind: string) => county.devices.filter(({ kinds }) => kinds.includes(kind))
  const beside = (kind: string, camera: Device) =>
    having(kind).find(({ site }) => site.lat === camera.site.lat && site.lon === camera.site.lon)
  const cameras = having('vision').filter((camera) => watchedAreas(camera, waterKinds, areaKindsOf(county.areas)).length > 0)
  const waters = cameras.map((camera, index) => {
    const devices = { camera, horn: beside('speaker-ack', camera), thermal: beside('thermal', camera) }
    // Of several cameras the last fails now and then, so that an officer meets a silent one.
    const place = { visitorsSoon: index === 0, failsAtTimes: index > 0 && index === cameras.length - 1 }
    return {
      horn: devices.horn,
      actor: waterActor(
        devices,
        { ...place, isRiver: watchedAreas(camera, ['river'], areaKindsOf(county.areas)).length > 0 },
        rng.fork(camera.id),
        clock,
        say,
      ),
    }
  })
  const forestIds = watchedOfKind(county, 'forest')
  const forests = forestIds.map((forest, index) => {
    const devices = county.devices.filter(({ watches }) => watches.includes(forest))
    return forestActor(forest, devices, county, index, rng.fork(forest), clock, say)
  })
  // The rest of the county lives the days whose alarms are measured elsewhere.
  const daily = dailyActor(county, [quarter, river, homes, boats], rng.fork('daily'), clock, say)
  const horns = waters.flatMap(({ horn, actor }): [string, Actor][] => (horn ? [[horn.id, actor]] : []))
  const listening = [...horns, ...[...daily.listeners].map((device): [string, Actor] => [device, daily.actor])]
  return {
    listeners: new Map(listening.map(([device, actor]) => [device, (command) => actor.onCommand?.(command)])),
    async run(signal) {
      await Promise.all([...waters.map(({ actor }) => actor), ...forests, daily.actor].map((actor) => actor.run(signal)))
    },
  }
}
