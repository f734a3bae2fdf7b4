import { Problem } from '#api/problem.ts'
import type { ApiServices } from '#api/services.ts'
import { CertificateRequestRefused } from '#domain/errors.ts'
import { requestFault } from '#domain/observation/certificate-request.ts'
import type { Device } from '#domain/observation/device.ts'
import type { DeviceCredentials } from '#domain/ports.ts'

/** Refuses a certificate request that is none, or another device's, before anything is issued. */
export function validateCertificateRequest(device: Device, csrPem: string | undefined): void {
  const fault = csrPem === undefined ? undefined : requestFault(csrPem, device.id)
  if (fault) throw new Problem('bad-request', { errors: [{ path: 'body.csrPem', ...fault }] })
}

/** Credentials of a device; a request that the authority does not take is the caller's to put right. `how`: in place of those of before, or beside them. */
export async function enrol(
  { enrolment }: ApiServices,
  device: Device,
  csrPem: string | undefined,
  how: 'enrol' | 'rotate' = 'enrol',
): Promise<DeviceCredentials> {
  try {
    return await enrolment[how](device, csrPem)
  } catch (error) {
    if (!(error instanceof CertificateRequestRefused)) throw error
    throw new Problem('bad-request', { errors: [{ path: 'body.csrPem', message: error.message }] })
  }
}
