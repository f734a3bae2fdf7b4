import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { matchPlace } from '#scenarios/epidemic-control/risk/match-place.ts'
import { readPlace } from '#scenarios/epidemic-control/risk/place-text.ts'

/** Invented places, in the forms in which the real lists write theirs. */
describe('the text of an entry', () => {
  it.each([
    ['柳岫街道柳箬小区3号楼', ['柳岫街道柳箬小区3号楼'], [], false],
    ['柳箬家园小区（除7号楼外）其他楼宇及底商', ['柳箬家园小区'], ['7号楼'], false],
    ['柳箬小区除12栋以外的其他区域', ['柳箬小区'], ['12栋'], false],
    ['柳箬小区除7号楼其它区域', ['柳箬小区'], ['7号楼'], false],
    ['柳箬花园（2号楼、4号楼除外）、桃砚庭园', ['柳箬花园', '桃砚庭园'], ['2号楼、4号楼'], false],
    ['岚黛镇（不含竹笙村）', ['岚黛镇'], ['竹笙村'], false],
    ['示范区除高、中风险区外的其他地区', ['示范区'], [], true],
    ['岚黛街道全域（除高、中风险区外）', ['岚黛街道'], [], true],
    ['岚黛镇（地区）柳箬村', ['岚黛镇柳箬村'], [], false],
    ['竹笙路99弄8号、10号', ['竹笙路99弄8号'], [], false],
  ])('%s names what it names and excludes what it excludes', (text, names, excluding, rest) => {
    expect(readPlace(text)).toEqual({ names, excluding, rest })
  })

  it.each([
    ['竹笙路以西、桃砚路以南合围区域', 'boundary'],
    ['柳箬村（东至水泥路，西至中心路）', 'boundary'],
    ['柳箬街道除果园村以为区域', 'exclusion-unclear'],
    ['', 'no-text'],
    [`${'柳箬村1号、'.repeat(30)}`, 'too-long'],
  ])('%s is for a human', (text, human) => {
    expect(readPlace(text).human).toBe(human)
  })

  it('never breaks, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'(（)）除外以不含、号楼柳村1') }), (text) => {
        const { names, rest, human } = readPlace(text)
        expect(names.length > 0 || rest || human !== undefined).toBe(true)
      }),
    )
  })
})

describe('a stay’s community', () => {
  it.each([
    ['柳岫街道柳箬小区', '柳岫街道柳箬小区', 'exact'],
    ['柳岫街道柳箬小区', '柳岫街道　柳箬小区', 'exact'],
    ['柳岫街道柳箬小区3号楼', '柳岫街道柳箬小区３号楼', 'exact'],
    ['柳岫街道柳箬小区', '柳箬', 'exact'],
    ['柳岫街道柳箬小区', '示范市示范区柳岫街道柳箬小区5号楼', 'within'],
    ['柳岫街道', '柳岫街道柳箬小区', 'within'],
    ['柳岫街道柳箬小区3号楼', '柳箬小区', 'unclear'],
    ['柳岫街道柳箬小区', '桃砚街道柳箬小区', 'unclear'],
    ['柳箬小区1号楼', '柳箬小区11号楼', 'none'],
    ['柳箬小区1号楼', '柳箬小区2号楼', 'none'],
    ['柳岫街道柳箬小区', '柳岫街道桃砚小区', 'none'],
    ['柳箬小区（除7号楼外）', '柳箬小区3号楼', 'unclear'],
    ['柳岫街道柳箬小区', undefined, 'unclear'],
  ])('to %s from %s is %s', (entry, community, match) => {
    expect(matchPlace(entry, community)).toBe(match)
  })

  it('is found under a name the county knows it by', () => {
    expect(matchPlace('柳岫街道柳箬小区', '纺织厂宿舍2栋')).toBe('none')
    expect(matchPlace('柳岫街道柳箬小区', '纺织厂宿舍2栋', { 纺织厂宿舍: '柳岫街道柳箬小区' })).toBe('alias')
  })
})
