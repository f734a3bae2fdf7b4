import { waterKinds } from '#domain/county/area-kinds.ts'
import { speakerAck } from '#domain/observation/kinds/speaker-ack.ts'
import { vessel } from '#domain/observation/kinds/vessel.ts'
import { defineScenario } from '#domain/scenario/scenario.ts'
import { callingMemory } from '#scenarios/fishing-ban/calls/call-out.ts'
import { detectFishing } from '#scenarios/fishing-ban/detector.ts'
import { closedKind, locateWaters } from '#scenarios/fishing-ban/judging/waters.ts'
import { fleetMemory } from '#scenarios/fishing-ban/memory.ts'
import { fishingBanLimits } from '#scenarios/fishing-ban/schema.ts'

/** Fishing ban: vessels that behave like working gear, meet, or go dark in closed waters. */
export const fishingBan = defineScenario({
  id: 'fishing-ban',
  title: { zh: '长江禁渔', en: 'Fishing ban' },
  impactIfSilent: {
    zh: '禁渔水域内的偷捕无人发现，渔业资源继续受损',
    en: 'poaching in closed waters goes unseen and the stocks stay ruined',
  },
  kinds: [vessel, speakerAck],
  memory: fleetMemory,
  limits: fishingBanLimits,
  bindCounty: locateWaters,
  areaKinds: [closedKind, ...waterKinds],
  memoryKeys: ({ id, watches }, body, areas) => {
    // An answer belongs to the memory that called, whatever water the loudspeaker watches for others.
    const calling = 'trackId' in body ? undefined : callingMemory(body.commandId)
    if (calling !== undefined) return [calling]
    const closed = areas.filter(({ kind }) => kind === closedKind)
    const waters = closed.length > 0 ? closed : areas
    if (waters.length > 0) return waters.map((water) => `water:${water.id}`)
    return watches.length > 0 ? [] : [`device:${id}`]
  },
  relevantForSeconds: 900,
  quietGapSeconds: 3_600,
  suppressionSeconds: 3_600,
  unacknowledged: {
    fromSeverity: 'Severe',
    level: 'unheard',
    severity: 'Extreme',
    afterSeconds: 300,
    text: { zh: '五分钟无人签收', en: 'nobody has acknowledged it for five minutes' },
  },
  response: {
    agency: 'fishery',
    steps: [
      { zh: '调看岸基摄像机和雷达画面，核对船舶与渔具', en: 'Look through the bank camera and the radar: which boat, what gear' },
      {
        zh: '喊话劝离；不听劝离即派最近的巡护艇，两人以上同行',
        en: 'Call it off; if it stays, send the nearest patrol boat, never one person alone',
      },
      { zh: '取证并移交渔政、公安；确认后由人工升为红色', en: 'Secure evidence for the fishery officers; red is for people to declare' },
    ],
  },
  detect: detectFishing,
})
