import type { Text } from '#domain/text.ts'

/** What an alarm has to tell whoever is woken by it: who is harmed, where to look, what to do. */
export type AlarmPage = { title: Text; harmed: Text; look: Text; act: Text }

/** Every alarm a county can raise; `docs/runbook.md` is written from it. A scenario's reader says who is harmed in the scenario's own words. */
export const alarmBook = {
  'reader-behind': {
    title: { zh: '某类监测滞后或失败', en: 'A scenario reads late, or fails' },
    harmed: {
      zh: '该场景所保护的人：见告警正文第一句',
      en: 'Whoever the scenario protects: the first sentence of the alarm says who',
    },
    look: {
      zh: '函数日志中的 error 行；指标 IteratorAge、RecordsFailed、Throttles、Errors 哪一项升高',
      en: "The function's error lines; which of IteratorAge, RecordsFailed, Throttles and Errors rose",
    },
    act: {
      zh: '限流：申请提高账户并发配额。失败：回滚到上一版本；记录在流中保留 72 小时，函数恢复后自动补读',
      en: 'Throttles: raise the account’s concurrency quota. Failures: go back to the last release; records stay in the stream for 72 hours and are read again',
    },
  },
  'archive-behind': {
    title: { zh: '归档滞后', en: 'The archive is behind' },
    harmed: {
      zh: '事后调查与回放：收到的报文可能未存档，未知类型的报文无人登记',
      en: 'Later inquiries and replays: messages may not be kept, and kinds nobody knows are not filed',
    },
    look: { zh: '函数 archive 的日志；归档存储桶的权限', en: 'The log of function archive; what the archive bucket permits' },
    act: { zh: '在 72 小时内恢复该函数，流会从断点继续读', en: 'Mend the function within 72 hours: it reads on where it stopped' },
  },
  'backtest-failing': {
    title: { zh: '限值试算中断', en: 'A trial of limits is interrupted' },
    harmed: {
      zh: '规则管理员：新限值无法先在历史上试算；告警与派遣不受影响',
      en: 'Whoever tunes limits: they cannot be tried on the past first; alarms and dispatch go on',
    },
    look: {
      zh: '函数 backtest 的日志：超时、内存不足，还是归档存储桶拒绝',
      en: 'The log of function backtest: its time, its memory, or the archive bucket',
    },
    act: {
      zh: '缩短试算的时间范围后重试；仍失败则回滚到上一版本',
      en: 'Try a shorter time; if it fails again, go back to the last release',
    },
  },
  'relay-behind': {
    title: { zh: '通知转发滞后', en: 'The relay is behind' },
    harmed: {
      zh: '值班员与其他部门：事件已入库，但没有人得到通知',
      en: 'Duty officers and other agencies: incidents are stored but nobody is told',
    },
    look: { zh: '函数 relay 的日志；表中 OUTBOX 行是否堆积', en: 'The log of function relay; whether rows OUTBOX pile up in the table' },
    act: {
      zh: '立即请值班员刷新事件列表（列表读的是表本身）；再回滚到上一版本',
      en: 'Ask the duty officers to reload the list now (it reads the table itself); then go back to the last release',
    },
  },
  'sweep-stopped': {
    title: { zh: '期限巡检停止', en: 'The sweep has stopped' },
    harmed: {
      zh: '溺水者、无人应答的告警、失联的设备：所有期限都无人查看',
      en: 'Sunken swimmers, unheard alarms, silent devices: no deadline is looked at',
    },
    look: {
      zh: 'EventBridge Scheduler 的每分钟计划是否启用；函数 sweeper 的日志',
      en: 'Whether the every-minute schedule is enabled; the log of function sweeper',
    },
    act: {
      zh: '启用计划，或手动调用 sweeper 一次：它会补做全部错过的期限',
      en: 'Enable the schedule, or invoke sweeper once by hand: it makes up for every deadline that was missed',
    },
  },
  'timers-late': {
    title: { zh: '秒级计时滞后', en: 'Short timers are late' },
    harmed: { zh: '溺水场景：短期限会晚一分钟', en: 'Anti-drowning first: short deadlines are met a minute late' },
    look: { zh: '队列 Timers；函数 timer 的日志', en: 'The queue Timers; the log of function timer' },
    act: {
      zh: '每分钟巡检会兜底；修复函数 timer',
      en: 'The sweep meets them meanwhile; mend timer',
    },
  },
  'salvage-waits': {
    title: { zh: '失败报文无人处理', en: 'Failed messages wait' },
    harmed: {
      zh: '发报的设备与人：72 小时后流会忘记这些报文',
      en: 'Whoever sent them: the stream forgets these messages after 72 hours',
    },
    look: {
      zh: '队列 Failed 的消息数与最旧消息年龄；函数 salvage 的日志',
      en: 'Depth and oldest message of the queue Failed; the log of function salvage',
    },
    act: {
      zh: '恢复 salvage，再到控制台“被拒报文”查看并重放',
      en: 'Mend salvage, then read and replay the rejected messages in the console',
    },
  },
  'salvage-given-up': {
    title: { zh: '失败报文补救无果', en: 'Failed messages could not be salvaged' },
    harmed: {
      zh: '发报的设备与人：两小时内多次补救失败，已不再自动重试',
      en: 'Whoever sent them: two hours of attempts have failed, and nothing tries again by itself',
    },
    look: {
      zh: '队列 Unsalvaged 的消息（保留 14 天）；函数 salvage 日志中的 error 行写明原因',
      en: 'The messages in the queue Unsalvaged (kept for 14 days); the error lines of function salvage say why',
    },
    act: {
      zh: '排除原因后，在 SQS 控制台对 Unsalvaged 执行“开始 DLQ 重新驱动”；流中的记录 72 小时后消失，rule-errors/ 下的对象按归档期限保留',
      en: 'Mend the cause, then start a DLQ redrive of Unsalvaged in the SQS console; records leave the stream after 72 hours, objects below rule-errors/ stay as long as the archive',
    },
  },
  'doors-failing': {
    title: { zh: '接口或控制台出错', en: 'API or console fail' },
    harmed: { zh: '值班员与其他部门看不到、也处置不了事件', en: 'Duty officers and other agencies can neither see nor handle incidents' },
    look: {
      zh: '访问日志中 status ≥ 500 的行；函数 api、site 的日志',
      en: 'Lines of the access log with status ≥ 500; the logs of api and site',
    },
    act: { zh: '回滚到上一版本；同时改用电话派遣', en: 'Go back to the last release; dispatch by telephone meanwhile' },
  },
  'doors-slow': {
    title: { zh: '接口变慢', en: 'The API is slow' },
    harmed: { zh: '值班员：百分之一的请求超过 3 秒', en: 'Duty officers: one request in a hundred takes longer than 3 seconds' },
    look: { zh: '访问日志的 latencyMs；表的限流指标', en: 'latencyMs in the access log; throttles of the table' },
    act: { zh: '找出最慢的路径；表限流时见 ledger-refuses', en: 'Find the slowest path; if the table throttles, see ledger-refuses' },
  },
  'devices-shut-out': {
    title: { zh: '设备报文进不了数据流', en: 'Messages of devices do not reach the stream' },
    harmed: {
      zh: '所列报文类型的所有设备：报文先存入归档桶 rule-errors/，由 salvage 补送入流，告警因此晚到',
      en: 'Every device that sends the kinds named: messages go to the archive below rule-errors/, salvage puts them into the stream, and alarms come late',
    },
    look: {
      zh: '规则的 Failure 指标；rule-errors/ 下最新的对象写明原因',
      en: 'The rules’ Failure metric; the newest object below rule-errors/ says why',
    },
    act: {
      zh: '检查规则角色与数据流；补送成功的对象会自动删除，留下的见 salvage-waits 与 salvage-given-up',
      en: 'Check the role of the rules and the stream; an object goes when its message is in the stream; for those that stay see salvage-waits and salvage-given-up',
    },
  },
  'stream-full': {
    title: { zh: '数据流写入受限', en: 'The stream refuses messages' },
    harmed: { zh: '所有设备：部分报文被推迟或转入归档', en: 'All devices: some messages are late or go to the archive' },
    look: {
      zh: '指标 WriteProvisionedThroughputExceeded；哪台设备突然增多',
      en: 'WriteProvisionedThroughputExceeded; which device sends more than before',
    },
    act: {
      zh: '停用失控的设备；按需流约 15 分钟内自动扩容',
      en: 'Disable a device that runs wild; an on-demand stream grows within about 15 minutes',
    },
  },
  'ledger-refuses': {
    title: { zh: '数据表限流或出错', en: 'The table refuses' },
    harmed: { zh: '所有场景：事件晚写入，告警随之晚到', en: 'Every scenario: incidents are written late, and alarms with them' },
    look: {
      zh: '表的 ThrottleEvents 与 SystemErrors；哪个函数写得最多',
      en: 'ThrottleEvents and SystemErrors of the table; which function writes most',
    },
    act: {
      zh: '稍候：记录会自动重试。持续 15 分钟以上则联系 AWS 支持',
      en: 'Wait: records are tried again. After 15 minutes ask AWS support',
    },
  },
  'console-push-failing': {
    title: { zh: '控制台推送鉴权失败', en: 'Consoles are not let in to the push' },
    harmed: {
      zh: '值班员：控制台退回轮询，事件晚几秒出现',
      en: 'Duty officers: consoles fall back to polling, incidents show seconds later',
    },
    look: {
      zh: '函数 console-authorizer 的日志与限流；身份服务是否可达',
      en: 'Log and throttles of console-authorizer; whether the issuer answers',
    },
    act: { zh: '恢复身份服务；大量陌生连接时收紧网络入口', en: 'Restore the issuer; if strangers knock in numbers, narrow the way in' },
  },
} as const satisfies Record<string, AlarmPage>

export type AlarmId = keyof typeof alarmBook

/** The text of one alarm: who is harmed comes first, for whoever reads it at night on a telephone. */
export function describeAlarm(id: AlarmId, { name, harmed }: { name?: string; harmed?: Text }): string {
  const page: AlarmPage = alarmBook[id]
  const inLanguage = (language: keyof Text, marks: { look: string; act: string }) =>
    [
      `${page.title[language]}${name ? ` (${name})` : ''}: ${(harmed ?? page.harmed)[language]}`,
      `${marks.look}: ${page.look[language]}`,
      `${marks.act}: ${page.act[language]}`,
    ].join('\n')
  const zh = inLanguage('zh', { look: '查看', act: '处置' })
  return [zh, inLanguage('en', { look: 'Look at', act: 'Do' }), `docs/runbook.md#${id}`].join('\n')
}
