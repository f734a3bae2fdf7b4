import type { Clock, Push } from '#domain/ports.ts'

/** Says to every console that hints would reach it; a console that hears none asks the API instead. */
export async function heartbeat({ push, clock, county }: { push: Push; clock: Clock; county: { id: string } }): Promise<void> {
  await push.publish(`cs/${county.id}/console/heartbeat`, { atMs: clock.now() })
}
