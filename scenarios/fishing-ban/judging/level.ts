import { type Level, levels } from '#scenarios/fishing-ban/memory.ts'

/** Why a vessel has its level, graver first. */
export type Ground = 'working-speed' | 'encounter' | 'went-dark' | 'slow' | 'loitering' | 'night' | 'unknown-inside'

const levelOf: Record<Ground, Level> = {
  'working-speed': 'orange',
  encounter: 'orange',
  'went-dark': 'yellow',
  slow: 'yellow',
  loitering: 'yellow',
  night: 'yellow',
  'unknown-inside': 'blue',
}

export type Judgement = { level: Level; ground: Ground }

/** What is true of a vessel inside a closed water. */
export type Facts = { isWorking: boolean; meets: boolean; isSlow: boolean; isLoitering: boolean; isKnown: boolean; isNight: boolean }

/** The gravest ground. A ship that says who she is and passes at her speed gives none: closed waters are fairways too. */
export function judge(facts: Facts): Judgement | undefined {
  const ground = groundOf(facts)
  return ground && judgementOf(ground)
}

export function judgementOf(ground: Ground): Judgement {
  return { level: levelOf[ground], ground }
}

export function isGraver(level: Level, than: Level | undefined): boolean {
  return than === undefined || levels.indexOf(level) > levels.indexOf(than)
}

function groundOf({ isWorking, meets, isSlow, isLoitering, isKnown, isNight }: Facts): Ground | undefined {
  if (isWorking) return 'working-speed'
  if (meets) return 'encounter'
  if (isSlow) return 'slow'
  if (isLoitering) return 'loitering'
  if (isKnown) return undefined
  return isNight ? 'night' : 'unknown-inside'
}
