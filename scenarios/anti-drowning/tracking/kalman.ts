import type { Motion } from '#scenarios/anti-drowning/memory.ts'

/** Process noise per tick, of value and velocity. */
export type Noise = { x: number; v: number }

export function motionFrom(x: number, variance: { x: number; v: number }): Motion {
  return { x, v: 0, xx: variance.x, xv: 0, vv: variance.v }
}

/** Where it will be `ticks` later. */
export function predict({ x, v, xx, xv, vv }: Motion, ticks: number, noise: Noise): Motion {
  return {
    x: x + v * ticks,
    v,
    xx: xx + 2 * ticks * xv + ticks * ticks * vv + noise.x * ticks,
    xv: xv + ticks * vv,
    vv: vv + noise.v * ticks,
  }
}

/** What a measurement with this variance makes of it. */
export function correct({ x, v, xx, xv, vv }: Motion, measured: number, variance: number): Motion {
  const gainX = xx / (xx + variance)
  const gainV = xv / (xx + variance)
  const surprise = measured - x
  return { x: x + gainX * surprise, v: v + gainV * surprise, xx: xx * (1 - gainX), xv: xv * (1 - gainX), vv: vv - gainV * xv }
}
