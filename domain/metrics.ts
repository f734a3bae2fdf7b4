/** Under which names the functions count what they do: the adapter sends it, the template watches it. */
export const metricNamespace = 'CountySense'
export const metricService = 'county-sense'
