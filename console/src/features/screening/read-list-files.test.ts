import { describe, expect, it } from 'vitest'
import { readDivisions, readPublication } from './read-list-files.ts'

describe('a chosen file', () => {
  it('is a publication when it has its hour and a list', () => {
    const publication = { data: { end_update_time: '2022-04-15 11时', highlist: [] } }
    expect(readPublication('a.json', JSON.stringify(publication))).toEqual({ ok: true, value: publication })
    expect(readPublication('a.json', `\uFEFF${JSON.stringify(publication)}`)).toMatchObject({ ok: true })
  })

  it.each([
    ['notJson', '<html>'],
    ['notPublication', '[]'],
    ['notPublication', '{"data":{"end_update_time":"2022-04-15 11时"}}'],
    ['notPublication', '{"data":{"highlist":[]}}'],
  ])('is told to be %s: %s', (type, text) => {
    expect(readPublication('a.json', text)).toEqual({ ok: false, fault: { type, name: 'a.json' } })
  })

  it('is a table of divisions as JSON or as CSV, whatever its line ends', () => {
    const value = [
      { code: '420500', name: '宜昌市' },
      { code: '420502', name: '西陵区' },
    ]
    expect(readDivisions('a.json', JSON.stringify(value))).toEqual({ ok: true, value })
    expect(readDivisions('a.csv', '\uFEFFname,code\r\n宜昌市,420500\r\n"西陵区",420502\r\n')).toEqual({ ok: true, value })
  })

  it('names the row that is wrong, or says what the file should be', () => {
    expect(readDivisions('a.csv', 'code,name\n420500,宜昌市\n4205,西陵区')).toMatchObject({ fault: { type: 'badRow', row: 2 } })
    expect(readDivisions('a.csv', 'place\n420500')).toMatchObject({ fault: { type: 'notDivisions' } })
    expect(readDivisions('a.json', '[')).toMatchObject({ fault: { type: 'notDivisions' } })
  })
})
