import { describe, expect, it } from 'vitest'
import { waterQuality } from '#domain/observation/kinds/water-quality.ts'
import { importNational } from '#scenarios/river-protection/import-national.ts'

const stations = { 断面1: { device: 'wq-1' }, 水库: { device: 'wq-3', water: 'lake' as const } }
const row = {
  省份: '示范省',
  流域: '长江流域',
  断面名称: '断面1',
  监测时间: '2026-06-01 08:00',
  水质类别: 'Ⅱ',
  '水温(℃)': '21.3',
  pH: '7.62',
  溶解氧: '8.1',
  电导率: '312',
  浊度: '18.4',
  高锰酸盐指数: '1.9',
  氨氮: '0.025L',
  总磷: '0.06',
  总氮: '1.8',
  叶绿素α: '--',
  藻密度: '*',
  站点情况: '正常',
}

describe('rows of the national feed', () => {
  it('become messages that the kind accepts, in the units the network publishes', () => {
    const { messages, problems } = importNational([row], stations)
    expect(problems).toEqual([])
    expect(messages[0]).toMatchObject({ device: 'wq-1', kind: 'water-quality', message: { ts: '2026-06-01T08:00:00.000+08:00' } })
    expect(messages[0]?.message.items).toMatchObject({ temperature: { value: 21.3 }, NH3N: { value: 0.025, qc: 'below-detection' } })
    expect(messages[0]?.message.items).not.toHaveProperty('chlorophyll')
    expect(waterQuality.body.safeParse(messages[0]?.message).success).toBe(true)
  })

  it('say where the published class is not ours, and are not compared when an item is missing', () => {
    const wrong = { ...row, 水质类别: 'III', 氨氮: '1.2' }
    const result = importNational([row, wrong, { ...row, 总磷: '--' }, { ...row, 水质类别: '劣Ⅴ类', 氨氮: '2.1' }], stations)
    expect(result.compared).toBe(3)
    expect(result.mismatches).toMatchObject([{ row: 2, published: 'Ⅲ', ours: 'Ⅳ', limiting: ['NH3N'] }])
  })

  it('are judged as a lake where the station is one', () => {
    expect(importNational([{ ...row, 断面名称: '水库' }], stations).mismatches).toMatchObject([
      { published: 'Ⅱ', ours: 'Ⅳ', limiting: ['TP'] },
    ])
  })

  it('carry maintenance', () => {
    expect(importNational([{ ...row, 站点情况: '仪器维护' }], stations).messages[0]?.message.maintenance).toBe(true)
  })

  it.each([
    [{ 断面名称: '别处' }, 'no device is named for section "别处"'],
    [{ 监测时间: '06-01 08:00' }, '监测时间 "06-01 08:00" names no moment; it needs year, month, day, hour and minute'],
    [{ 氨氮: '约0.2' }, '氨氮 "约0.2" is no number'],
  ])('are refused with the reason: %o', (change, reason) => {
    const { messages, problems } = importNational([{ ...row, ...change }], stations)
    expect(messages).toEqual([])
    expect(problems).toEqual([{ row: 1, reason }])
  })
})
