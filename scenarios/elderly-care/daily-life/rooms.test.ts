import { describe, expect, it } from 'vitest'
import { entrance, hours, moves, play } from '#scenarios/elderly-care/player.fixture.ts'

const night = hours(11)

describe('rooms and doors', () => {
  it('reports a stay in the bathroom of an hour, and that it is over', () => {
    expect(play([moves(0, 'bathroom'), moves(3_000, 'bathroom')], { untilSeconds: 3_600 }).told).toEqual(['bathroom'])
    expect(play([moves(0, 'bathroom'), moves(3_700, 'kitchen')], { untilSeconds: 3_700 }).told).toEqual(['bathroom', 'passed'])
  })

  it('says nothing of a bathroom that was left for another room or for the street', () => {
    expect(play([moves(0, 'bathroom'), moves(300, 'hall')], { untilSeconds: hours(2) }).told).toEqual([])
    expect(play([moves(0, 'bathroom'), entrance(300, true), entrance(305, false)], { untilSeconds: hours(2) }).told).toEqual([])
  })

  it('does not take a bathroom message that was overtaken for a new stay', () => {
    expect(play([moves(300, 'kitchen'), moves(290, 'bathroom')], { untilSeconds: hours(2) }).told).toEqual([])
  })

  it('reports an entrance that stands open', () => {
    expect(play([entrance(0, true), entrance(1_000, false)], { untilSeconds: 1_000 }).told).toEqual(['door-open', 'passed'])
    expect(play([entrance(0, true), entrance(600, false)], { untilSeconds: hours(1) }).told).toEqual([])
  })

  it('reports who goes out in the night and does not come back, and nothing of the same by day', () => {
    const out = (at: number) => [moves(at), entrance(at + 10, true), entrance(at + 15, false)]
    expect(play(out(night), { untilSeconds: night + 620 }).told).toEqual(['night-exit'])
    expect(play(out(0), { untilSeconds: 620 }).told).toEqual([])
    expect(play([...out(night), moves(night + 300, 'hall')], { untilSeconds: night + 3_000 }).told).toEqual([])
  })
})
