import type { PresenceBody } from '#domain/observation/presence.ts'
import type { Link } from '#scenarios/device-health/memory.ts'
import type { DeviceHealthLimits } from '#scenarios/device-health/schema.ts'

type Limits = DeviceHealthLimits['connection']

/** Whom the platform itself has disconnected or does not let in has not lost its connection. */
const shutOut: readonly string[] = ['API_INITIATED_DISCONNECT', 'AUTH_ERROR', 'FORBIDDEN_ACCESS']

/** Stragglers come within minutes; versions begin anew after about an hour without a connection. */
const newAgainMs = 30 * 60_000
/** The clocks that stamp what comes in differ by less. */
const clockSlackMs = 60_000
/** A message that was under way when the connection ended is no sign that it is back. */
const underWayMs = 5_000
/** While it comes and goes, that it goes on is written down once in this time. */
const unstableSampleMs = 60_000

/** The link after what the broker told. The very same comes back when that says nothing new: old, doubled, or an orderly leave. */
export function afterPresence(link: Link | undefined, told: PresenceBody, nowMs: number, limits: Limits): Link | undefined {
  const { versionNumber: version, eventType, clientInitiatedDisconnect } = told
  if (link && !isNewer(link, told, nowMs)) return link
  if (link?.lastReported === 'unstable' && nowMs - link.atMs < unstableSampleMs) return link
  if (eventType === 'disconnected' && !clientInitiatedDisconnect && !shutOut.includes(told.disconnectReason ?? ''))
    return lost(link, version, nowMs, limits)
  // Who leaves as it should costs no write; had its connection been lost, it must have come back before.
  if (eventType === 'disconnected' && link?.lostAtMs === undefined) return link
  return back({ ...link, version, atMs: nowMs }, nowMs, limits)
}

/** The link after a message: whoever is heard is connected, whatever the broker still has to tell. */
export function afterMessage(link: Link | undefined, receivedAtMs: number, limits: Limits): Link | undefined {
  if (!link || !isSignOfLife(link, receivedAtMs, limits)) return link
  return back({ ...link, atMs: Math.max(link.atMs, receivedAtMs) }, receivedAtMs, limits)
}

/** Whether a message that was received then changes what is known of the link. */
export function isSignOfLife(link: Link | undefined, receivedAtMs: number, limits: Limits): boolean {
  if (link?.lostAtMs !== undefined) return receivedAtMs > link.lostAtMs + underWayMs
  return link?.lastReported === 'unstable' && isCalm(link, receivedAtMs, limits)
}

/** The link when a loss is due to be looked at: told, looked at again later, or over long since. */
export function afterGrace({ dueAtMs: _due, ...link }: Link, nowMs: number, { graceSeconds }: Limits): Link {
  if (link.lostAtMs === undefined || link.lastReported) return link
  const graceMs = link.lostAtMs + graceSeconds * 1000
  return graceMs > nowMs ? { ...link, dueAtMs: graceMs } : { ...link, lastReported: 'lost' }
}

/** A connection that is newer than the known one; or the end of the very one that is known, for the first time. What is read again is not. */
function isNewer(link: Link, { versionNumber, eventType }: PresenceBody, nowMs: number): boolean {
  if (nowMs < link.atMs - clockSlackMs) return false
  if (versionNumber > link.version || nowMs - link.atMs >= newAgainMs) return true
  return versionNumber === link.version && eventType === 'disconnected' && link.lostAtMs === undefined
}

function lost(link: Link | undefined, version: number, nowMs: number, limits: Limits): Link {
  const lossesMs = [...(link?.lossesMs ?? []), nowMs].filter((atMs) => nowMs - atMs <= limits.withinSeconds * 1000).slice(-limits.losses)
  const lastReported = link?.lastReported ?? (lossesMs.length >= limits.losses ? 'unstable' : undefined)
  const dueAtMs = link?.dueAtMs ?? nowMs + limits.graceSeconds * 1000
  return { version, atMs: nowMs, lostAtMs: link?.lostAtMs ?? nowMs, lossesMs, dueAtMs, ...(lastReported && { lastReported }) }
}

function back({ lostAtMs: _lost, lastReported, ...link }: Link, nowMs: number, limits: Limits): Link {
  const isStillUnstable = lastReported === 'unstable' && !isCalm(link, nowMs, limits)
  return isStillUnstable ? { ...link, lastReported } : link
}

function isCalm({ lossesMs = [] }: Link, nowMs: number, { calmSeconds }: Limits): boolean {
  return nowMs - (lossesMs.at(-1) ?? 0) >= calmSeconds * 1000
}
