import type { Dictionary } from './dictionary.ts'

const zh = {
  mapInternal: '内部使用 · 未经审图',
  mapApproval: '审图号',
  blindGround: '盲区',
  seenPct: (pct: number) => `看到 ${pct} %`,
  seenIfAllWorked: (pct: number) => `全部正常时 ${pct} %`,
  missingDevices: (count: number) => `缺 ${count} 台：`,
  missingOne: (name: string, why: string) => `${name}（${why}）`,
  missingWhy: { silent: '失联', disconnected: '连接中断', 'never-heard': '从未上报', disabled: '停用', faulty: '故障' },
  nobodySees: '没有登记可视范围的设备。',
  mapUnavailable: '此设备无法显示地图，请使用列表。',
}
export type MapWords = typeof zh

const en: MapWords = {
  mapInternal: 'Internal use · map not reviewed',
  mapApproval: 'Map approval',
  blindGround: 'Blind ground',
  seenPct: (pct) => `${pct} % seen`,
  seenIfAllWorked: (pct) => `${pct} % if all worked`,
  missingDevices: (count) => `${count} missing:`,
  missingOne: (name, why) => `${name} (${why})`,
  missingWhy: { silent: 'silent', disconnected: 'connection lost', 'never-heard': 'never heard', disabled: 'disabled', faulty: 'faulty' },
  nobodySees: 'No device is registered with what it sees.',
  mapUnavailable: 'This device cannot draw the map; use the list.',
}

/** The texts of the map. */
export const mapWords: Dictionary<MapWords> = { zh, en }
