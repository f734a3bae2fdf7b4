/** The ledger could not answer; the commit may or may not have happened. Repeat the whole unit of work. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/** A unit of work lost the race for its rows more often than contention explains. */
export class TooMuchContention extends Error {
  override readonly name = 'TooMuchContention'
}
