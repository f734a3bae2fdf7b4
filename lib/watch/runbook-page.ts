import { type AlarmPage, alarmBook } from '#lib/watch/alarm-book.ts'

/** `docs/runbook.md`: a section for each page of the book, under the anchor that the alarm names. */
export function runbookPage(): string {
  const sections = Object.entries(alarmBook).map(([id, page]) => section(id, page))
  return `${[heading, ...sections].join('\n\n')}\n`
}

const heading = `# 告警手册 · Runbook
每条告警的正文都指向这里的一节。本页由 \`npm run docs:runbook\` 从 \`lib/watch/alarm-book.ts\` 生成。
Every alarm names its section here. Written by \`npm run docs:runbook\` from \`lib/watch/alarm-book.ts\`.`

function section(id: string, { title, harmed, look, act }: AlarmPage): string {
  return [
    `## ${id}`,
    `**${title.zh} · ${title.en}**`,
    '',
    '| | 中文 | English |',
    '| --- | --- | --- |',
    `| 谁受影响 · who is harmed | ${harmed.zh} | ${harmed.en} |`,
    `| 查看 · look at | ${look.zh} | ${look.en} |`,
    `| 处置 · do | ${act.zh} | ${act.en} |`,
  ].join('\n')
}
