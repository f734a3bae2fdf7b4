/**
 * How people's data is read: when somebody asks and never by itself, because every reading leaves a trace; and it is not kept
 * once it is off the screen.
 */
export const askedFor = {
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  retry: false,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
} as const
