import { expect, it } from 'vitest'
import {
  afterAnswer,
  afterCall,
  afterNoAnswer,
  answerTimer,
  type Calls,
  type Order,
  orderCall,
  unansweredOrder,
  withOrder,
} from '#domain/detection/call-out.ts'

const rules = { validSeconds: 10, acknowledgeSeconds: 5 }
const horns = ['horn-1', 'horn-2']
const call = { subject: 'water:w/413', sinceMs: 7, step: 1, message: 3 }
const first = orderCall(call, horns, 1_000, rules) as Order
const waiting = withOrder({} as Calls, first)

it('an order names subject, stay, step and loudspeaker, expires, and waits for its answer', () => {
  expect(first).toMatchObject({ command: { id: 'water:w/413/7/1/0', device: 'horn-1', notAfterMs: 11_000 }, answerDueAtMs: 6_000 })
  expect(waiting.calls).toHaveProperty(['water:w/413/7/1/0'])
  expect(unansweredOrder(answerTimer(first.command.id))).toBe(first.command.id)
  expect(unansweredOrder('empty:pier')).toBeUndefined()
  expect(orderCall(call, [], 1_000, rules)).toBeUndefined()
})

it('an answer ends the waiting; a repetition, a heartbeat and somebody else’s answer change nothing', () => {
  const heard = afterAnswer(waiting, { commandId: first.command.id, played: true })
  expect(heard).toEqual({ memory: { calls: {} }, call: first.pending })
  expect(afterAnswer(heard.memory, { commandId: first.command.id, played: true })).toEqual({ memory: heard.memory })
  expect(afterAnswer(waiting, {}).memory).toBe(waiting)
  expect(afterAnswer(waiting, { commandId: 'constructor', played: true }).memory).toBe(waiting)
})

it('without an answer the next loudspeaker is asked, after the last one it is reported once, and one that answers late ends that', () => {
  const next = afterNoAnswer(afterCall(waiting, first.command.id).memory, first.pending, horns, 6_000, rules)
  expect(next.order?.command).toMatchObject({ id: 'water:w/413/7/1/1', device: 'horn-2' })
  const second = next.order as Order
  const silent = afterNoAnswer(afterCall(next.memory, second.command.id).memory, second.pending, horns, 11_000, rules)
  expect(silent).toEqual({ memory: { calls: {}, unheard: { 'water:w': true } }, nobodyAnswers: true })
  expect(afterNoAnswer(silent.memory, second.pending, horns, 12_000, rules)).toEqual({ memory: silent.memory })
  const late = afterAnswer(silent.memory, { commandId: second.command.id, played: true })
  expect(late).toEqual({ memory: { calls: {}, unheard: {} }, heardAgain: 'water:w' })
})
