import type { Dictionary } from './dictionary.ts'

const zh = {
  shelved: '已搁置',
  shelvedNone: '没有搁置的对象。',
  left: (minutes: number) => `剩余 ${minutes} 分钟`,
  takeOff: '取消搁置',
  shelveThis: (subject: string) => `搁置 ${subject}`,
  hours: '小时（最多 12）',
  reason: '理由',
  shelve: '搁置',
  shelveHint: '搁置期间不形成新事件，到时自动恢复；极严重的警报不受影响。',
}
export type ShelvesWords = typeof zh

const en: ShelvesWords = {
  shelved: 'Shelved',
  shelvedNone: 'Nothing is shelved.',
  left: (minutes) => `${minutes} min left`,
  takeOff: 'Take off',
  shelveThis: (subject) => `Shelve ${subject}`,
  hours: 'Hours (at most 12)',
  reason: 'Reason',
  shelve: 'Shelve',
  shelveHint: 'It opens no new incident meanwhile and comes back by itself; what is Extreme rings through.',
}

/** The texts of the shelves. */
export const shelvesWords: Dictionary<ShelvesWords> = { zh, en }
