import type { Dictionary } from './dictionary.ts'

const zh = {
  quality: '警报质量（近七天）',
  alarms: '警报',
  notices: '提示',
  perOfficerHour: '每人每小时警报',
  noisiestShare: '最吵十台占比',
  incomplete: '事件太多，仅统计了一部分',
  byScenario: '各场景准确率',
  name: '名称',
  judged: '已判定',
  right: '属实',
  precision: '准确率',
  noisiest: '最吵的十台设备',
  chatter: '一分钟内反复报警的设备',
  stale: '超过一天未结的事件',
  suppressed: '未形成事件的发现',
  why: '原因',
  count: '次数',
  device: '设备',
  scenario: '场景',
  whys: {
    dismissed: '刚被判为误报',
    shelved: '已搁置',
    'swim-permitted': '允许游泳时段',
    'vessel-permitted': '获准船舶',
    maintenance: '设备维护中',
  },
  none: '没有',
}
export type QualityWords = typeof zh

const en: QualityWords = {
  quality: 'Quality of the alarms (last seven days)',
  alarms: 'Alarms',
  notices: 'Notices',
  perOfficerHour: 'Alarms per officer and hour',
  noisiestShare: 'Share of the noisiest ten',
  incomplete: 'Too many incidents: only a part was counted',
  byScenario: 'Precision by scenario',
  name: 'Name',
  judged: 'Judged',
  right: 'Right',
  precision: 'Precision',
  noisiest: 'The ten noisiest devices',
  chatter: 'Alarm again within a minute',
  stale: 'Open for longer than a day',
  suppressed: 'Findings that opened no incident',
  why: 'Why',
  count: 'Times',
  device: 'Device',
  scenario: 'Scenario',
  whys: {
    dismissed: 'just dismissed',
    shelved: 'shelved',
    'swim-permitted': 'swimming was permitted',
    'vessel-permitted': 'the vessel is permitted',
    maintenance: 'the device was serviced',
  },
  none: 'None',
}

/** The texts of the page about the quality of the alarms. */
export const qualityWords: Dictionary<QualityWords> = { zh, en }
