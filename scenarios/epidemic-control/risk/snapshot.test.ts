import { describe, expect, it } from 'vitest'
import { riskList } from '#domain/observation/kinds/risk-list.ts'
import { gazetteerOf, resolve } from '#scenarios/epidemic-control/risk/gazetteer.ts'
import { matchStay } from '#scenarios/epidemic-control/risk/match-stay.ts'
import { partsOf } from '#scenarios/epidemic-control/risk/parts.ts'
import { nationalPolicies, policyAt } from '#scenarios/epidemic-control/risk/policies.ts'
import { readSnapshot } from '#scenarios/epidemic-control/risk/snapshot.ts'

const codes = {
  '110000': '北京市',
  '110105': '朝阳区',
  '130000': '河北省',
  '130500': '邢台市',
  '130503': '桥西区',
  '130526': '任县',
  '420000': '湖北省',
  '420500': '宜昌市',
  '420502': '西陵区',
  '420583': '枝江市',
  '429005': '潜江市',
  '429021': '神农架林区',
  '440000': '广东省',
  '441900': '东莞市',
  '650000': '新疆维吾尔自治区',
  '650102': '天山区',
  '650100': '乌鲁木齐市',
}
const gazetteer = gazetteerOf(Object.entries(codes).map(([code, name]) => ({ code, name })))

const area = (province: string, city: string, county: string, ...communitys: string[]) => ({
  type: '2',
  province,
  city,
  county,
  communitys,
})
const publication = (data: object) => ({ data: { end_update_time: '2022-09-14 23时', highlist: [], middlelist: [], lowlist: [], ...data } })

describe('the names of an entry', () => {
  it.each([
    ['湖北省', '宜昌市', '西陵区', '420502', ''],
    ['北京市', '朝阳区', '平房（地区）乡', '110105', '平房（地区）乡'],
    ['北京市', '北京市', '朝阳区', '110105', ''],
    ['湖北省', '省直辖县级行政单位', '潜江市', '429005', ''],
    ['湖北省', '潜江市', '园林街道', '429005', '园林街道'],
    ['广东省', '东莞市', '大岭山镇', '441900', '大岭山镇'],
    ['湖北省', '宜昌市', '高新区', '420500', '高新区'],
    ['河北省', '邢台市', '任泽区', '130500', '任泽区'],
    ['湖北省', '宜昌市', '枝江县', '420583', ''],
    ['新疆生产建设兵团', '第八师', '石河子市', '650000', '第八师石河子市'],
    ['某国', '某市', '某区', '000000', '某市某区'],
  ])('%s %s %s have the code %s', (province, city, county, scope, township) => {
    expect(resolve(gazetteer, province, city, county)).toEqual({ scope, township })
  })
})

describe('a publication', () => {
  it('is known by its hour and its content, and says what it lacks', () => {
    const one = readSnapshot(
      publication({ lowlist: undefined, hcount: 2, highlist: [area('湖北省', '宜昌市', '西陵区', '柳箬小区', '柳箬小区')] }),
    )
    expect(one).toMatchObject({ listTimeMs: Date.UTC(2022, 8, 14, 15), missing: ['low'], duplicates: 1, miscounted: [] })
    const corrected = readSnapshot(publication({ highlist: [area('湖北省', '宜昌市', '西陵区', '柳箬小区')] }))
    expect(corrected?.hash).not.toBe(one?.hash)
    expect(readSnapshot(publication({ hcount: 3 }))?.miscounted).toEqual(['high'])
  })

  it.each([[null], [{}], [{ data: { end_update_time: 'yesterday' } }], [[]]])('is not made of %j', (value) => {
    expect(readSnapshot(value)).toBeUndefined()
  })

  it('becomes messages for every prefecture, also those without an entry, and loses none', () => {
    const snapshot = readSnapshot(
      publication({
        highlist: [
          area('湖北省', '宜昌市', '西陵区', '柳箬小区'),
          area('湖北省', '某市', '某区', '桃砚小区'),
          area('北京市', '朝阳区', '平房乡'),
        ],
      }),
    )
    if (!snapshot) throw new Error('no snapshot')
    const { bodies, entries } = partsOf(snapshot, gazetteer)
    expect(new Set(bodies.map(({ prefecture }) => prefecture))).toEqual(new Set(['1101', '1305', '4205', '4290', '4419', '6501']))
    expect(entries.map(({ human }) => human)).toEqual([undefined, 'county-unknown', undefined])
    const at = (prefecture: string) =>
      bodies.filter((body) => body.prefecture === prefecture).flatMap((body) => body.entries.map(({ text }) => text))
    expect(at('4205')).toEqual(['柳箬小区', '某市某区桃砚小区'])
    expect(at('4290')).toEqual(['某市某区桃砚小区'])
    expect(at('4419')).toEqual([])
    for (const body of bodies) expect(riskList.body.safeParse(body).error?.issues ?? []).toEqual([])
  })

  it('that is long is cut into parts that fit a message', () => {
    const many = Array.from({ length: 5_000 }, (_, at) => `柳岫街道柳箬小区${at}号楼`)
    const snapshot = readSnapshot(publication({ highlist: [area('湖北省', '宜昌市', '西陵区', ...many)] }))
    if (!snapshot) throw new Error('no snapshot')
    const parts = partsOf(snapshot, gazetteer).bodies.filter(({ prefecture }) => prefecture === '4205')
    expect(parts.length).toBeGreaterThan(2)
    expect(parts.flatMap(({ entries }) => entries)).toHaveLength(5_000)
    for (const part of parts) expect(Buffer.byteLength(JSON.stringify(part))).toBeLessThan(100_000)
  })
})

describe('a stay against an entry', () => {
  const entry = (level: 'high' | 'middle' | 'low', scope: string, text: string) => ({ level, scope, text })

  it.each([
    ['high', '420502', '柳箬小区', '420502', '柳箬小区', 'high-community'],
    ['high', '420502', '柳箬小区', '420502', '桃砚小区', 'high-county'],
    ['high', '420502', '柳箬小区', '420502', undefined, 'high-unclear'],
    ['high', '420502', '', '420502', '桃砚小区', 'high-unclear'],
    ['high', '420502', '柳箬小区', '420583', '柳箬小区', undefined],
    ['high', '420500', '高新区柳箬小区', '420583', '桃砚小区', 'high-county'],
    ['middle', '420502', '柳箬小区', '420500', undefined, 'middle-county'],
    ['middle', '420502', '柳箬小区', '420502', '柳箬小区', 'middle-community'],
    ['low', '420502', '除高中风险区以外区域', '420502', '桃砚小区', 'low-county'],
    ['high', '441900', '大岭山镇柳箬小区', '441900', '大岭山镇柳箬小区', 'high-community'],
  ] as const)('%s %s %s: %s %s gives %s', (level, scope, text, adcode, community, rule) => {
    expect(matchStay(entry(level, scope, text), adcode, community)).toBe(rule)
  })
})

describe('the policy', () => {
  it.each([
    ['2022-04-15T11:00:00+08:00', 14],
    ['2022-06-27T23:59:59+08:00', 14],
    ['2022-06-28T00:00:00+08:00', 7],
    ['2022-11-10T23:00:00+08:00', 7],
    ['2022-11-11T00:00:00+08:00', 5],
    ['2023-01-03T15:00:00+08:00', 0],
    ['2019-01-01T00:00:00+08:00', 14],
  ])('of %s keeps an area for %i days and looks back as long', (at, days) => {
    expect(policyAt(nationalPolicies, Date.parse(at))).toMatchObject({ lifetimeDays: days, lookBackDays: days })
  })
})
