import type { BodyOf } from '#domain/observation/kind.ts'
import type { fallCandidate } from '#domain/observation/kinds/home-care.ts'
import type { ElderlyCareLimits } from '#scenarios/elderly-care/schema.ts'

export type FallBody = BodyOf<typeof fallCandidate>

/** Whether an impact was a fall: a hard swing and a blow, then lying still in another posture. What the wearable thinks is not asked. */
export function isFall(body: FallBody, { waist, wrist }: ElderlyCareLimits['fall']): boolean {
  const swings = body.site === 'waist' ? body.c8G >= waist.c8G : body.c9G >= wrist.c9G
  const { peakG, stillSdG, tiltDeg } = body.site === 'waist' ? waist : wrist
  return swings && body.peakG >= peakG && body.stillSdG < stillSdG && body.tiltDeg >= tiltDeg
}
