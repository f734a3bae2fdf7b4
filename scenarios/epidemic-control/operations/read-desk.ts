import { operation } from '#api/operation.ts'
import { allDevices } from '#ledger/devices.ts'
import { screeningDeskSchema } from '#scenarios/epidemic-control/api-schema.ts'
import { permitAt } from '#scenarios/epidemic-control/authorisation.ts'
import { screeningLimits } from '#scenarios/epidemic-control/operations/permitted.ts'
import { policyAt } from '#scenarios/epidemic-control/risk/policies.ts'
import { smallest } from '#scenarios/epidemic-control/suppression.ts'

export const readScreeningDesk = operation({
  id: 'readScreeningDesk',
  method: 'GET',
  path: '/v1/screening',
  tag: 'Screening',
  summary: 'Whether screening is allowed now, on what it rests, for which purposes people may be looked at. Says nothing of anybody.',
  permission: 'screening.tallies',
  switchable: true,
  answers: { status: 200, schema: screeningDeskSchema, description: 'What a desk has to know first' },
  async handle(services) {
    const limits = screeningLimits(services)
    const { authorisation, screening } = limits
    const nowMs = services.clock.now()
    const policy = policyAt(screening.policies, nowMs)
    return {
      status: 200,
      body: {
        permit: permitAt(limits, nowMs),
        ...(authorisation && { authorisation: shown(authorisation) }),
        ...(policy && { policy: { id: policy.id, lookBackDays: policy.lookBackDays } }),
        listStaleHours: screening.listStaleHours,
        smallest,
        senders: (await allDevices(services.store)).filter(({ kinds }) => kinds.includes('risk-list')).map(({ id }) => id),
      },
    }
  },
})

type Authorisation = { purpose: string; legalBasis: string; from: string; until: string; purposes: string[] }

function shown({ purpose, legalBasis, from, until, purposes }: Authorisation): Authorisation {
  return { purpose, legalBasis, from, until, purposes }
}
