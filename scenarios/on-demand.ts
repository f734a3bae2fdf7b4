import type { Scenario } from '#domain/scenario/scenario.ts'

/**
 * Every scenario of the list by its id, loaded when it is asked for: who meets the deadlines of all of them starts with none,
 * and carries them in files of their own.
 */
export const loadScenario: Readonly<Record<string, () => Promise<Scenario>>> = {
  'forest-fire': async () => (await import('#scenarios/forest-fire/scenario.ts')).forestFire,
  'anti-drowning': async () => (await import('#scenarios/anti-drowning/scenario.ts')).antiDrowning,
  'fishing-ban': async () => (await import('#scenarios/fishing-ban/scenario.ts')).fishingBan,
  'river-protection': async () => (await import('#scenarios/river-protection/scenario.ts')).riverProtection,
  'elderly-care': async () => (await import('#scenarios/elderly-care/scenario.ts')).elderlyCare,
  'smart-community': async () => (await import('#scenarios/smart-community/scenario.ts')).smartCommunity,
  'epidemic-control': async () => (await import('#scenarios/epidemic-control/scenario.ts')).epidemicControl,
  'device-health': async () => (await import('#scenarios/device-health/scenario.ts')).deviceHealth,
}
