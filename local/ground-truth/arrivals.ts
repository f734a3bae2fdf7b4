import { sha256 } from '#domain/digest.ts'
import { itemAt } from '#domain/entries.ts'
import { type Generator, type Script, saying } from '#local/ground-truth/script.ts'

const minuteMs = 60_000
const dayMs = 86_400_000
const home = '420502'
const quietCounty = '420583'
const listed = '示范街道柳岫小区'
/** As people write one address, and one that only a person can match. */
const writings = [listed, '示范街道柳岫小区3号楼', '示范街道柳岫小区３号楼', ` ${listed} `]
const elsewhere = ['示范街道望江小区', '东门街道7号', '']

/** People who arrive: most from nowhere on the list, some from a listed place in many writings, some who leave a gap. Off unless the county screens. */
export const arrivals: Generator = (script) => {
  const [office] = saying(script, 'risk-list')
  if (!office) return
  for (let back = 9; back >= 0; back--) publish(script, office.id, script.startMs - back * dayMs)
  for (let ahead = dayMs; script.startMs + ahead < script.endMs; ahead += dayMs)
    script.at(script.startMs + ahead, () => publish(script, office.id, script.startMs + ahead))
  for (const { id } of saying(script, 'arrival')) {
    // An incident is matched to what happened by checkpoint and time, so a grave arrival gets half an hour to itself.
    for (let atMs = script.startMs + 30 * minuteMs, number = 0; atMs < script.endMs; atMs += 30 * minuteMs, number++)
      script.at(atMs, () => arrive(script, id, number))
  }
}

function publish(script: Script, office: string, listMs: number): void {
  script.say(office, 'risk-list', {
    listTime: new Date(listMs).toISOString(),
    hash: 'aa11bb22',
    prefecture: '4205',
    part: 1,
    parts: 1,
    counties: [home, quietCounty],
    entries: [{ level: 'high', scope: home, text: listed }],
  })
}

type Sort = 'ordinary' | 'listed' | 'same county' | 'gap'

function arrive(script: Script, checkpoint: string, number: number): void {
  const { rng } = script
  const draw = rng.next()
  const sort: Sort = draw < 0.7 ? 'ordinary' : draw < 0.85 ? 'listed' : draw < 0.95 ? 'same county' : 'gap'
  const nowMs = script.now()
  const fromMs = nowMs - (sort === 'gap' ? 3 : 8) * dayMs
  const pick = (texts: string[]) => itemAt(texts, Math.floor(rng.next() * texts.length))
  const adcode = sort === 'listed' || sort === 'same county' ? home : quietCounty
  const community = sort === 'listed' ? pick(writings) : pick(elsewhere)
  script.say(checkpoint, 'arrival', {
    arrivalId: `L-${String(number).padStart(6, '0')}`,
    checkpoint,
    personRef: sha256(`labelled ${checkpoint} ${number} ${script.startMs}`),
    origin: { adcode },
    stays: [{ adcode, ...(community && { community }), from: new Date(fromMs).toISOString(), to: new Date(nowMs).toISOString() }],
    transport: 'coach',
    consent: { purpose: 'drill', at: new Date(nowMs).toISOString() },
  })
  if (sort === 'ordinary') return
  const levels = sort === 'listed' ? ['red'] : ['amber', 'red']
  const vital = sort === 'listed'
  const untilMs = nowMs + minuteMs
  script.truth({ scenario: 'epidemic-control', what: `arrival, ${sort}`, devices: [checkpoint], fromMs: nowMs, untilMs, levels, vital })
}
