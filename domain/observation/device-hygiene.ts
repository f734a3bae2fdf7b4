import type { Device, DeviceFault, DeviceState } from '#domain/observation/device.ts'
import type { Text } from '#domain/text.ts'

/** A device with what the watch over it knows. */
export type Watched = { device: Device; state: DeviceState; faults: readonly DeviceFault[] }

/** An area of which less is seen than could be, and the devices whose views are missing. */
export type FallenCoverage = { area: string; coveredPct: number; coveredIfAllWorkedPct: number; missing: readonly string[] }

/** One thing that is not in order, whom it concerns, and what to do. */
export type HygieneLine = { code: string; title: Text; remedy: Text; devices: string[]; areas?: Omit<FallenCoverage, 'missing'>[] }

type Rule = { code: string; title: Text; remedy: Text; concerns: (watched: Watched, all: Registry) => boolean }
type Registry = { ids: ReadonlySet<string>; names: ReadonlyMap<string, number>; sites: ReadonlyMap<string, number> }

const hasFault =
  (fault: DeviceFault) =>
  ({ faults }: Watched) =>
    faults.includes(fault)
const placeOf = ({ site, kinds }: Device) => `${site.lat} ${site.lon} ${kinds.join(' ')}`

/** What a good registry and a healthy field are free of, most urgent first. */
const rules: readonly Rule[] = [
  {
    code: 'silent',
    title: { zh: '失联', en: 'silent' },
    remedy: { zh: '检查供电与网络，盲区安排巡查', en: 'check power and network; have the blind area patrolled' },
    concerns: ({ state }) => state === 'silent',
  },
  {
    code: 'disconnected',
    title: { zh: '连接中断', en: 'connection lost' },
    remedy: { zh: '检查供电与网络', en: 'check power and network' },
    concerns: ({ state }) => state === 'disconnected',
  },
  {
    code: 'never-heard',
    title: { zh: '登记后从未上报', en: 'registered and never heard' },
    remedy: { zh: '核对凭据与主题，或注销', en: 'check its credentials and topic, or delete it' },
    concerns: ({ state }) => state === 'never-heard',
  },
  {
    code: 'stuck',
    title: { zh: '读数不变', en: 'readings stand still' },
    remedy: { zh: '到场检查传感器', en: 'look at the sensor on the spot' },
    concerns: hasFault('stuck'),
  },
  {
    code: 'flapping',
    title: { zh: '触点跳变', en: 'contact flaps' },
    remedy: { zh: '检查接线', en: 'check the wiring' },
    concerns: hasFault('flapping'),
  },
  {
    code: 'battery-low',
    title: { zh: '电量低', en: 'battery low' },
    remedy: { zh: '更换电池', en: 'change the battery' },
    concerns: hasFault('battery-low'),
  },
  {
    code: 'clock-wrong',
    title: { zh: '时钟错误', en: 'clock wrong' },
    remedy: { zh: '校时，并设置时间服务器', en: 'set its clock and a time server' },
    concerns: hasFault('clock-wrong'),
  },
  {
    code: 'certificate-expires',
    title: { zh: '证书将到期', en: 'certificate ends soon' },
    remedy: { zh: '更换证书并更新登记', en: 'renew it and register the new end' },
    concerns: hasFault('certificate-expires'),
  },
  {
    code: 'rotation-open',
    title: { zh: '旧凭据仍有效', en: 'old credentials are still valid' },
    remedy: {
      zh: '确认设备已用新凭据上线后，完成轮换（rotate/complete）',
      en: 'once it connects with the new ones, complete the rotation (rotate/complete)',
    },
    concerns: ({ device }) => device.rotatingSince !== undefined,
  },
  {
    code: 'parent-missing',
    title: { zh: '网关未登记', en: 'its gateway is not registered' },
    remedy: { zh: '登记网关，或更正 parent', en: 'register the gateway, or correct the parent' },
    concerns: ({ device: { parent } }, { ids }) => parent !== undefined && !ids.has(parent),
  },
  {
    code: 'watches-nothing',
    title: { zh: '未指定看护区域', en: 'watches no area' },
    remedy: { zh: '在登记中填写 watches', en: 'name its areas in the registration' },
    concerns: ({ device }) => device.watches.length === 0 && !device.gateway,
  },
  {
    code: 'silence-too-long',
    title: { zh: '允许静默超过一天', en: 'may be silent for more than a day' },
    remedy: { zh: '缩短 silenceSeconds，约为上报间隔的三倍', en: 'shorten silenceSeconds to about three of its intervals' },
    concerns: ({ device }) => device.silenceSeconds > 86_400,
  },
  {
    code: 'same-name',
    title: { zh: '名称重复', en: 'several devices of one name' },
    remedy: { zh: '改名，以便值班员区分', en: 'rename them, so that an officer can tell them apart' },
    concerns: ({ device }, { names }) => (names.get(device.name) ?? 0) > 1,
  },
  {
    code: 'same-place',
    title: { zh: '同类设备位置完全相同', en: 'devices of one kind on the very same spot' },
    remedy: { zh: '核对坐标，可能为录入错误', en: 'check the coordinates; one may have been copied' },
    concerns: ({ device }, { sites }) => device.parent === undefined && (sites.get(placeOf(device)) ?? 0) > 1,
  },
]

/** What is not in order among a county's devices, line by line; what is in order has no line. Retired devices are left out. */
export function hygieneOf(all: readonly Watched[], fallen: readonly FallenCoverage[] = []): HygieneLine[] {
  const watched = all.filter(({ state }) => state !== 'retired')
  const registry: Registry = {
    ids: new Set(watched.map(({ device }) => device.id)),
    names: tally(watched.map(({ device }) => device.name)),
    sites: tally(watched.map(({ device }) => placeOf(device))),
  }
  const lines = rules.flatMap(({ code, title, remedy, concerns }) => {
    const devices = watched.filter((one) => concerns(one, registry)).map(({ device }) => device.id)
    return devices.length > 0 ? [{ code, title, remedy, devices }] : []
  })
  return [...fallenLines(fallen), ...lines]
}

/** The greatest fall first. */
function fallenLines(fallen: readonly FallenCoverage[]): HygieneLine[] {
  if (fallen.length === 0) return []
  const fallOf = ({ coveredPct, coveredIfAllWorkedPct }: FallenCoverage) => coveredIfAllWorkedPct - coveredPct
  const line: HygieneLine = {
    code: 'coverage-fell',
    title: { zh: '看护范围缩小', en: 'less of an area is seen than could be' },
    remedy: { zh: '恢复所列设备，其间安排巡查盲区', en: 'bring these devices back; have the blind area patrolled meanwhile' },
    devices: [...new Set(fallen.flatMap(({ missing }) => missing))],
    areas: fallen.toSorted((one, other) => fallOf(other) - fallOf(one)).map(({ missing: _missing, ...area }) => area),
  }
  return [line]
}

function tally(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return counts
}
