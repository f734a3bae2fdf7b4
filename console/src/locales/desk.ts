import type { Dictionary } from './dictionary.ts'

const zh = {
  tabs: { waiting: '待签收', work: '在办', verify: '待核查', ended: '办结' },
  keys: {
    next: '下一条 / 上一条',
    acknowledge: '签收',
    confirm: '立案',
    dispatch: '派遣',
    dismiss: '误报',
    verify: '核查 / 结案',
    note: '写备注',
  },
  shelves: '搁置…',
  polling: (seconds: number) => `正在每 5 秒轮询，数据截至 ${seconds} 秒前`,
  emptyWaiting: '没有待签收的事件。新的告警会自动出现在这里。',
  emptyOther: '这里没有事件。',
  newOnes: (count: number) => `${count} 条新告警，点此显示`,
  map: '地图',
  list: '列表',
  file: '案卷',
  noSelection: '请从列表或地图选择一个事件',
}
export type DeskWords = typeof zh

const en: DeskWords = {
  tabs: { waiting: 'Unacknowledged', work: 'In hand', verify: 'To verify', ended: 'Ended' },
  keys: {
    next: 'next / previous',
    acknowledge: 'acknowledge',
    confirm: 'confirm',
    dispatch: 'dispatch',
    dismiss: 'false alarm',
    verify: 'verify / close',
    note: 'write a note',
  },
  shelves: 'Shelves…',
  polling: (seconds) => `polling every 5 s; data is ${seconds} s old`,
  emptyWaiting: 'Nothing waits to be acknowledged. New alarms appear here by themselves.',
  emptyOther: 'No incidents here.',
  newOnes: (count) => `${count} new alarm(s), click to show`,
  map: 'Map',
  list: 'List',
  file: 'Case',
  noSelection: 'Choose an incident from the list or the map',
}

/** The texts of the duty desk and of the list of cases. */
export const deskWords: Dictionary<DeskWords> = { zh, en }
