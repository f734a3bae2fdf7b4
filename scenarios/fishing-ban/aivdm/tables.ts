import type { Field } from '#scenarios/fishing-ban/aivdm/fields.ts'

/** Fields of each message of ITU-R M.1371-5 after type, repeat indicator and MMSI; names as gpsd has them. */
const dimensions: Field[] = [
  ['to_bow', 9],
  ['to_stern', 9],
  ['to_port', 6],
  ['to_starboard', 6],
]

const place: Field[] = [
  ['lon', 28, 'position'],
  ['lat', 27, 'position'],
]

const box: Field[] = ['ne_lon', 'ne_lat', 'sw_lon', 'sw_lat'].map((name): Field => [name, name.endsWith('lon') ? 18 : 17, 'coarse'])

const classA: Field[] = [
  ['status', 4],
  ['turn', 8, 'turn'],
  ['speed', 10, 'tenth'],
  ['accuracy', 1, 'flag'],
  ...place,
  ['course', 12, 'tenth'],
  ['heading', 9],
  ['second', 6],
  ['maneuver', 2],
  ['spare', 3],
  ['raim', 1, 'flag'],
]

const classB: Field[] = [
  ['spare', 8],
  ['speed', 10, 'tenth'],
  ['accuracy', 1, 'flag'],
  ...place,
  ['course', 12, 'tenth'],
  ['heading', 9],
  ['second', 6],
]

const baseStation: Field[] = [
  ['year', 14],
  ['month', 4],
  ['day', 5],
  ['hour', 5],
  ['minute', 6],
  ['second', 6],
  ['accuracy', 1, 'flag'],
  ...place,
  ['epfd', 4],
  ['transmission_ctl', 1],
  ['spare', 9],
  ['raim', 1, 'flag'],
]

const acknowledged: Field[] = [
  ['spare', 2],
  ...[1, 2, 3, 4].flatMap((number): Field[] => [
    [`mmsi${number}`, 30],
    [`seqno${number}`, 2],
  ]),
]

const reservations: Field[] = [
  ['spare', 2],
  ...[1, 2, 3, 4].flatMap((number): Field[] => [
    [`offset${number}`, 12],
    [`number${number}`, 4],
    [`timeout${number}`, 3],
    [`increment${number}`, 11],
  ]),
]

const addressed: Field[] = [
  ['seqno', 2],
  ['dest_mmsi', 30],
  ['retransmit', 1, 'flag'],
  ['spare', 1],
]

export const tables: Record<number, readonly Field[]> = {
  1: classA,
  2: classA,
  3: classA,
  4: baseStation,
  5: [
    ['ais_version', 2],
    ['imo', 30],
    ['callsign', 42, 'text'],
    ['shipname', 120, 'text'],
    ['shiptype', 8],
    ...dimensions,
    ['epfd', 4],
    ['month', 4],
    ['day', 5],
    ['hour', 5],
    ['minute', 6],
    ['draught', 8, 'tenth'],
    ['destination', 120, 'text'],
    ['dte', 1],
    ['spare', 1],
  ],
  6: [...addressed, ['dac', 10], ['fid', 6]],
  7: acknowledged,
  8: [
    ['spare', 2],
    ['dac', 10],
    ['fid', 6],
  ],
  9: [
    ['alt', 12],
    ['speed', 10],
    ['accuracy', 1, 'flag'],
    ...place,
    ['course', 12, 'tenth'],
    ['second', 6],
    ['alt_sensor', 1],
    ['spare', 7],
    ['dte', 1],
    ['spare2', 3],
    ['assigned', 1, 'flag'],
    ['raim', 1, 'flag'],
  ],
  10: [
    ['spare', 2],
    ['dest_mmsi', 30],
    ['spare2', 2],
  ],
  11: baseStation,
  12: [...addressed, ['text', 0, 'rest-text']],
  13: acknowledged,
  14: [
    ['spare', 2],
    ['text', 0, 'rest-text'],
    ['spare2', 0, 'rest'],
  ],
  15: [
    ['spare', 2],
    ['mmsi1', 30],
    ['type1_1', 6],
    ['offset1_1', 12],
    ['spare2', 2],
    ['type1_2', 6],
    ['offset1_2', 12],
    ['spare3', 2],
    ['mmsi2', 30],
    ['type2_1', 6],
    ['offset2_1', 12],
    ['spare4', 2],
  ],
  17: [
    ['spare', 2],
    ['lon', 18, 'coarse'],
    ['lat', 17, 'coarse'],
    ['spare2', 5],
  ],
  18: [
    ...classB,
    ['spare2', 2],
    ['unit', 1, 'flag'],
    ['display', 1, 'flag'],
    ['dsc', 1, 'flag'],
    ['band', 1, 'flag'],
    ['msg22', 1, 'flag'],
    ['mode', 1, 'flag'],
    ['raim', 1, 'flag'],
  ],
  19: [
    ...classB,
    ['regional', 4],
    ['shipname', 120, 'text'],
    ['shiptype', 8],
    ...dimensions,
    ['epfd', 4],
    ['raim', 1, 'flag'],
    ['dte', 1],
    ['assigned', 1, 'flag'],
    ['spare2', 4],
  ],
  20: reservations,
  21: [
    ['aid_type', 5],
    ['name', 120, 'text'],
    ['accuracy', 1, 'flag'],
    ...place,
    ...dimensions,
    ['epfd', 4],
    ['second', 6],
    ['off_position', 1, 'flag'],
    ['regional', 8],
    ['raim', 1, 'flag'],
    ['virtual_aid', 1, 'flag'],
    ['assigned', 1, 'flag'],
    ['spare', 1],
    ['name_ext', 0, 'rest-text'],
  ],
  23: [
    ['spare', 2],
    ...box,
    ['stationtype', 4],
    ['shiptype', 8],
    ['spare2', 22],
    ['txrx', 2],
    ['interval', 4],
    ['quiet', 4],
    ['spare3', 6],
  ],
  27: [
    ['accuracy', 1, 'flag'],
    ['raim', 1, 'flag'],
    ['status', 4],
    ['lon', 18, 'coarse'],
    ['lat', 17, 'coarse'],
    ['speed', 6],
    ['course', 9],
    // 0 says that the position is a current one of the satellites.
    ['gnss', 1],
    ['spare', 1],
  ],
}

/** Messages that have one of two forms. */
export const twoForms = {
  /** Assigned to one station, or to two. */
  16: {
    head: [['spare', 2]],
    station: (number: 1 | 2): Field[] => [
      [`mmsi${number}`, 30],
      [`offset${number}`, 12],
      [`increment${number}`, 10],
    ],
  },
  22: {
    head: [
      ['spare', 2],
      ['channel_a', 12],
      ['channel_b', 12],
      ['txrx', 4],
      ['power', 1, 'flag'],
    ],
    area: box,
    stations: [
      ['dest1', 30],
      ['spare3', 5],
      ['dest2', 30],
      ['spare4', 5],
    ],
    tail: [
      ['addressed', 1, 'flag'],
      ['band_a', 1],
      ['band_b', 1],
      ['zonesize', 3],
      ['spare2', 23],
    ],
  },
  24: {
    head: [['part_num', 2]],
    a: [['shipname', 120, 'text']],
    b: [['shiptype', 8], ['vendorid', 42, 'text'], ['callsign', 42, 'text'], ...dimensions],
  },
} as const satisfies Record<number, Record<string, readonly Field[] | ((number: 1 | 2) => Field[])>>
