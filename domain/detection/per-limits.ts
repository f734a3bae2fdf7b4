/** Builds something from a scenario's limits once: limits are many messages' and do not change. */
export function perLimits<Limits extends object, Built>(build: (limits: Limits) => Built): (limits: Limits) => Built {
  const built = new WeakMap<Limits, Built>()
  return (limits) => {
    const known = built.get(limits)
    if (known !== undefined) return known
    const fresh = build(limits)
    built.set(limits, fresh)
    return fresh
  }
}
