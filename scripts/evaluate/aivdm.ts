import * as z from 'zod'
import { memberOf } from '#domain/entries.ts'
import { assemble, type Pending } from '#scenarios/fishing-ban/aivdm/assemble.ts'
import { type AisMessage, decodePayload } from '#scenarios/fishing-ban/aivdm/decode.ts'
import { readSentence } from '#scenarios/fishing-ban/aivdm/sentence.ts'
import { filesBelow, type Material } from '#scripts/evaluate/files.ts'
import { type EvaluationRow, exactly } from '#scripts/evaluate/row.ts'

const truthSchema = z.record(z.string(), z.unknown())
type Truth = z.infer<typeof truthSchema>

/** What libais adds of its own: words for the numbers, and where the line came from. */
const isRemark = (name: string) => /_(text|str)$/.test(name) || ['class', 'device', 'scaled'].includes(name)
/** Fields of stations that a message does not speak of: libais fills them with 0. */
const mayLack = (name: string) => /^(mmsi|type|msg_|offset|slot_offset_|increment|spare)\d?/.test(name)

/**
 * AIVDM sentences (below `ais`, lines that begin with !) and what libais reads in them (a file of the same name with JSON lines
 * of `class` AIS): the messages in which every field has the same value.
 */
export function evaluateAivdm(folder: string): EvaluationRow[] {
  const files = filesBelow(folder, 'ais')
  return files.flatMap(({ name, text }) => {
    if (!/^(\\[^\\]*\\)?![A-Z]{2}VD[MO],/.test(text().slice(0, 200).trimStart())) return []
    const truth = truthFor(name, files)
    if (!truth) return []
    const messages = messagesIn(text())
    const wrong = truth.flatMap((wanted, index) => {
      const fields = differing(wanted, messages[index])
      return fields.length > 0 ? [`type ${wanted.type}: ${fields.join(', ')}`] : []
    })
    return [
      exactly(name, 'AIVDM messages, equal', truth.length - wrong.length, truth.length, truth.length, {
        baselines: 'nothing decoded 0',
        note:
          wrong.length > 0
            ? wrong.slice(0, 5).join('; ')
            : 'as sent; known slips of libais (whole knots as tenths, minute as duration) allowed for',
      }),
    ]
  })
}

function truthFor(name: string, files: Material[]): Truth[] | undefined {
  const stem = name.replace(/\.[^.]*$/, '')
  const text = files.find((file) => file.name !== name && file.name.replace(/\.[^.]*$/, '') === stem)?.text()
  if (!text?.startsWith('{')) return undefined
  return text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => truthSchema.parse(JSON.parse(line)))
}

function messagesIn(text: string): (AisMessage | undefined)[] {
  let pending: Pending = {}
  return text.split('\n').flatMap((line) => {
    if (line.trim() === '') return []
    const reading = readSentence(line)
    if (reading.type === 'refused') return [undefined]
    const step = assemble(pending, reading.sentence)
    pending = step.pending
    return step.whole ? [decodePayload(step.whole.payload, step.whole.fillBits)] : []
  })
}

function differing(wanted: Truth, found: AisMessage | undefined): string[] {
  if (!found) return ['not decoded']
  const ours = asLibais(found)
  return Object.keys(wanted).filter(
    (field) => !isRemark(field) && !isSame(wanted[field], mayLack(field) ? (ours[field] ?? 0) : ours[field]),
  )
}

/**
 * The reference's ways: tenths where type 9 has whole knots, the retransmit flag of type 6 upside down, one text for a date, and the
 * minute of an area notice handed out as its duration (the binding of libais that wrote the file reads the wrong field).
 */
function asLibais(message: AisMessage): Truth {
  const { type, speed, gnss, imo, retransmit, duration_minutes, ...others } = message
  return {
    ...(duration_minutes !== undefined && { duration_minutes: others.minute }),
    ...(type === 9 && { speed: Number(speed) / 10 }),
    ...(type !== 9 && { speed }),
    type,
    gnss: gnss === 0,
    retransmit: type === 6 ? retransmit === false : retransmit,
    timestamp: dateOf(others),
    imo: imo === undefined ? undefined : String(imo),
    ...others,
  }
}

function dateOf({ year, month, day, hour, minute, second }: Truth): string {
  const two = (value: unknown) => String(value).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}Z`
}

function isSame(wanted: unknown, ours: unknown): boolean {
  if (typeof wanted === 'number') return Math.abs(wanted - (typeof ours === 'number' ? ours : Number.NaN)) <= 1e-5 + 1e-6 * Math.abs(wanted)
  if (typeof wanted === 'string') return typeof ours === 'string' && wanted === ours.replaceAll("'", '`').replaceAll('_', '-')
  if (Array.isArray(wanted)) return Array.isArray(ours) && wanted.every((item, index) => isSame(item, ours[index]))
  if (typeof wanted !== 'object' || wanted === null) return wanted === (ours ?? (wanted === null ? null : undefined))
  return Object.entries(wanted).every(([name, value]) => isRemark(name) || isSame(value, memberOf(ours, name)))
}
