/** A community's text in one form: full-width and half-width alike, no spaces, one kind of bracket and dash. */
export function plain(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/\s/g, '')
    .replace(/[[【〔{]/g, '(')
    .replace(/[\]】〕}]/g, ')')
    .replace(/[‐-―－~]/g, '-')
}

/** What an entry of the list says about its place. */
export type PlaceText = {
  /** Communities it names, without brackets and exclusions. */
  names: string[]
  /** What it says is not meant: a stay that matches a name may lie in there. */
  excluding: string[]
  /** "The rest of the county": everything that no other entry names. */
  rest: boolean
  /** Why only a person can say what is meant; absent for a text that can be matched. */
  human?: 'no-text' | 'boundary' | 'exclusion-unclear' | 'too-long'
}

const longest = 120
/** Words by which lists exclude: 除…外, 除外…, …除外, 不含…, 不包括…. */
const excludes = /除|不含|不包括|不包含/

/** Takes an entry's text apart. Nothing is thrown away: what cannot be read is marked for a human. */
export function readPlace(written: string): PlaceText {
  const text = plain(written)
  const { outside, brackets } = withoutBrackets(text)
  const { base, excluded } = withoutExclusion(outside)
  const excluding = [...excluded, ...brackets.filter((one) => excludes.test(one)).map(bare)].filter((one) => one !== '')
  const rest = excluding.length > 0 && excluding.every((one) => /风险|管控|封控/.test(one))
  const names = namesIn(base)
  const human = whyHuman(text, base, names, rest)
  return { names, excluding: rest ? [] : excluding, rest, ...(human && { human }) }
}

function whyHuman(text: string, base: string, names: string[], rest: boolean): PlaceText['human'] {
  if (/[东西南北]([至起到接临]|以)|合围|围合|米范围|沿线|[东西南北]侧/.test(text)) return 'boundary'
  if (text.length > longest) return 'too-long'
  if (excludes.test(base)) return 'exclusion-unclear'
  return names.length === 0 && !rest ? 'no-text' : undefined
}

/** The text without what stands in brackets. */
export function outsideBrackets(text: string): string {
  return withoutBrackets(text).outside
}

/** Innermost brackets first, since lists nest them. An opening bracket without its end takes the rest of the text. */
function withoutBrackets(text: string): { outside: string; brackets: string[] } {
  const brackets: string[] = []
  let outside = text
  for (;;) {
    const next = outside.replace(/\(([^()]*)(\)|$)/, (_whole, inner: string) => {
      brackets.push(inner)
      return ''
    })
    if (next === outside) return { outside: outside.replace(/\)/g, ''), brackets }
    outside = next
  }
}

/** `甲小区除3号楼以外的其他区域` → 甲小区 without 3号楼. */
function withoutExclusion(text: string): { base: string; excluded: string[] } {
  const found = /^(.*?)除(.+?)(以外|之外|外|(?=的?其[他它余]))(.*)$/.exec(text)
  if (found) {
    const [, before = '', excluded = '', , after = ''] = found
    const more = after.replace(/^的?((其[他它余]|所有|全部)?(的?(地区|区域|范围|部分|楼[宇栋]|住户|小区|村组?|街道|乡镇|镇街|全域)?))/, '')
    return { base: `${before}${/^(及|和|、)?底商$/.test(more) ? '' : more}`, excluded: [excluded] }
  }
  const [, base, excluded] = /^(.+?)(?:不含|不包括|不包含)(.+)$/.exec(text) ?? []
  return base && excluded ? { base, excluded: [excluded] } : { base: text, excluded: [] }
}

function bare(exclusion: string): string {
  return exclusion.replace(/除外|以外|之外|不含|不包括|不包含|除|外$/g, '')
}

/** Each name of an enumeration; `3号楼、5号楼` after the first is no name of its own. */
function namesIn(text: string): string[] {
  return text
    .split(/[、,;。]/)
    .map((part) => part.replace(/(其[余它他](楼[宇栋]|区域|范围)?|全域|全部区域|及周边|及底商|底商)+$/, ''))
    .filter((part, at) => at === 0 || !/^\d/.test(part))
    .filter((part) => part.replace(/[\dA-Za-z#-]|号楼?|栋|单元|弄|室|层|座|组|期|区$|院$/g, '').length >= 2)
}
