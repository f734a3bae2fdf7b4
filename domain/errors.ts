/** The ledger could not answer; the commit may or may not have happened. Repeat the whole unit of work. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable'
}

/** The issuer of tokens, or its keys, cannot be read: nobody can be recognised, which is not the same as being nobody. */
export class IssuerUnreachable extends Error {
  override readonly name = 'IssuerUnreachable'
}

/** The authority that makes certificates does not take a certificate request; nothing was issued. The message says why. */
export class CertificateRequestRefused extends Error {
  override readonly name = 'CertificateRequestRefused'
}

/** A unit of work lost the race for its rows more often than contention explains. */
export class TooMuchContention extends Error {
  override readonly name = 'TooMuchContention'
}
