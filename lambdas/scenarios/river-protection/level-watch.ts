import type { Faults } from '#lambdas/scenarios/river-protection/faults.ts'
import type { GaugeFacts } from '#lambdas/scenarios/river-protection/schema.ts'
import type { SensorState } from '#lambdas/scenarios/river-protection/sensor-quality.ts'

/** 0 below both stages, 1 at the warning stage (警戒), 2 at the guarantee stage (保证). */
export type Stage = 0 | 1 | 2

/** A gauge: the stage that holds, readings in a row that point to another, and an hour's levels for the rate of rise. */
export type LevelState = {
  stage: Stage
  pending?: { stage: Stage; count: number }
  points: [atMs: number, levelM: number][]
  isRising?: true
}
/** What is remembered of one gauge; `told` is the gravest rank since the last clear. */
export type GaugeState = { level?: LevelState; sensor?: SensorState; faults: Faults; told?: 1 | 2 | 3; isDatumWrong?: true }

const hourMs = 3_600_000
const pointsInWindow = 12
const startOfGauge: LevelState = { stage: 0, points: [] }

/** One reading of a gauge in its own datum. A level that swings within the deadband neither raises nor clears anything twice. */
export function afterLevel(state: LevelState = startOfGauge, atMs: number, levelM: number, facts: GaugeFacts): LevelState {
  if (atMs <= (state.points.at(-1)?.[0] ?? Number.NEGATIVE_INFINITY)) return state // late: the stage has moved on
  const { stage, pending } = stageAfter(state, stageAt(levelM, state.stage, facts), facts)
  const rate = riseMPerHour(state.points, atMs, levelM, facts)
  const isRising = rate === undefined ? state.isRising === true : rate >= facts.riseMPerHour * (state.isRising ? 0.5 : 1)
  const points = pointsAfter(state.points, atMs, levelM, facts)
  const isSame = points === state.points && stage === state.stage && isRising === (state.isRising ?? false)
  if (isSame && pending?.stage === state.pending?.stage && pending?.count === state.pending?.count) return state
  return { stage, points, ...(pending && { pending }), ...(isRising && { isRising }) }
}

/** How fast the water has risen over the window, m/h; unknown until half the window is covered. */
export function riseMPerHour(points: LevelState['points'], atMs: number, levelM: number, facts: GaugeFacts): number | undefined {
  const windowMs = facts.riseMinutes * 60_000
  const oldest = points.find(([pointMs]) => atMs - pointMs <= windowMs)
  if (!oldest || atMs - oldest[0] < windowMs / 2) return undefined
  return (levelM - oldest[1]) / ((atMs - oldest[0]) / hourMs)
}

/** The stage a level points to: entered at its mark, left only below the mark by more than the deadband. */
function stageAt(levelM: number, held: Stage, { warningM, guaranteeM, deadbandM }: GaugeFacts): Stage {
  const leave = (mark: number, stage: Stage) => (held >= stage ? mark - deadbandM : mark)
  if (levelM >= leave(guaranteeM, 2)) return 2
  return levelM >= leave(warningM, 1) ? 1 : 0
}

/** A stage counts after enough readings in a row on its side; of several the nearest to the one that holds. */
function stageAfter({ stage, pending }: LevelState, pointed: Stage, { readings }: GaugeFacts): Pick<LevelState, 'stage' | 'pending'> {
  if (pointed === stage) return { stage }
  const goesOn = pending !== undefined && pending.stage > stage === pointed > stage
  const count = (goesOn ? pending.count : 0) + 1
  const nearest = goesOn ? ((pointed > stage ? Math.min(pending.stage, pointed) : Math.max(pending.stage, pointed)) as Stage) : pointed
  return count >= readings ? { stage: nearest } : { stage, pending: { stage: nearest, count } }
}

function pointsAfter(points: LevelState['points'], atMs: number, levelM: number, { riseMinutes }: GaugeFacts): LevelState['points'] {
  const windowMs = riseMinutes * 60_000
  const last = points.at(-1)
  if (last && atMs - last[0] < windowMs / pointsInWindow) return points
  return [...points.filter(([pointMs]) => atMs - pointMs <= windowMs), [atMs, Math.round(levelM * 1_000) / 1_000]]
}
