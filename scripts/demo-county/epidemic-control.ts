/** A complete set of limits for a drill, though the demo county leaves the scenario off: its README explains each. */
export const epidemicControlLimits = {
  authorisation: {
    purpose: 'county epidemic drill with invented arrivals',
    legalBasis: 'drill plan 1/2026 of the fictional county',
    from: '2026-11-01T00:00:00+08:00',
    until: '2026-12-31T00:00:00+08:00',
    killSwitch: false,
  },
  screening: {
    policies: [{ id: 'drill-2026', from: '2026-01-01T00:00:00+08:00', lookBackDays: 7, lifetimeDays: 7 }],
    stayGapHours: 24,
    listStaleHours: 30,
    testHours: 48,
    aliases: { 纺织厂宿舍: '岚黛街道柳岫小区' },
    minutesPerCall: 6,
    minutesPerRed: 30,
  },
  streets: {
    z: 3.090232306167813,
    minSigma: 0.5,
    minimumCount: 3,
    knownDays: 5,
    incompleteDays: 2,
    raisedDays: 14,
    c3: false,
    cusum: { enabled: false, k: 1.04, h: 4 },
    farrington: { enabled: false, alpha: 0.01 },
    scan: { enabled: false, probability: 0.002, neighbours: 8, longestDays: 7 },
    places: {},
  },
}
