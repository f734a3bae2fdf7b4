import { describe, expect, it } from 'vitest'
import type { IncidentView } from '#domain/api/incident.ts'
import { moves } from '#domain/incident/transition.ts'
import { forwardCommand } from './forward.ts'

const commands = Object.keys(moves) as IncidentView['allowed']
const from = (status: IncidentView['status']) => commands.filter((type) => type !== 'acknowledge' && moves[type].from.includes(status))

describe('the command that takes a case a step forward', () => {
  it.each([
    ['detected', 'confirm'],
    ['confirmed', 'dispatch'],
    ['dispatched', 'accept'],
    ['handling', 'report'],
    ['reported', 'verify'],
    ['verified', 'close'],
    ['closed', 'evaluate'],
  ] as const)('of what is %s is: %s', (status, forward) => {
    expect(forwardCommand({ status, allowed: from(status) })).toBe(forward)
  })

  it('is to acknowledge, as long as nobody did', () => {
    expect(forwardCommand({ status: 'detected', allowed: ['acknowledge', ...from('detected')] })).toBe('acknowledge')
  })

  it.each(['evaluated', 'dismissed', 'merged', 'expired'] as const)('is none once the case is %s', (status) => {
    expect(forwardCommand({ status, allowed: from(status) })).toBeUndefined()
  })

  it('is no other one when the next step belongs to somebody else: sending a second person is none', () => {
    expect(forwardCommand({ status: 'dispatched', allowed: ['dispatch', 'defer', 'transfer', 'comment'] })).toBeUndefined()
    expect(forwardCommand({ status: 'confirmed', allowed: ['dismiss', 'merge', 'comment'] })).toBeUndefined()
  })
})
