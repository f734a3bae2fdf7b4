import { arrival } from '#domain/observation/kinds/arrival.ts'
import { caseCount } from '#domain/observation/kinds/case-count.ts'
import { riskList } from '#domain/observation/kinds/risk-list.ts'
import { defineScenario } from '#domain/scenario/scenario.ts'
import { detectEpidemic } from '#scenarios/epidemic-control/detector.ts'
import { epidemicMemory } from '#scenarios/epidemic-control/memory.ts'
import { epidemicLimits } from '#scenarios/epidemic-control/schema.ts'
import { listing } from '#scenarios/epidemic-control/screening/listing.ts'
import { keysOf } from '#scenarios/epidemic-control/screening/memory-keys.ts'
import { withStreetPlaces } from '#scenarios/epidemic-control/streets/street-places.ts'

/** Epidemic control: who arrives from a listed place, and in which street cases grow. For a county that is authorised to. */
export const epidemicControl = defineScenario({
  id: 'epidemic-control',
  title: { zh: '疫情防控', en: 'Epidemic control' },
  impactIfSilent: {
    zh: '输入和聚集性疫情不能被及早发现',
    en: 'people are infected because an imported or growing outbreak is seen too late',
  },
  kinds: [arrival, riskList, caseCount],
  offByDefault: true,
  permissions: {
    'screening.read': ['health-officer'],
    'screening.decide': ['health-officer'],
    'screening.import': ['health-officer'],
    'screening.tallies': ['duty-officer', 'dispatcher', 'health-officer', 'auditor'],
    'screening.audit': ['auditor'],
  },
  page: 'screening',
  memory: epidemicMemory,
  limits: epidemicLimits,
  fixedLimits: ['authorisation'],
  bindCounty: withStreetPlaces,
  memoryKeys: (_device, body) => keysOf(body),
  listing,
  relevantForSeconds: 604_800,
  quietGapSeconds: 1_209_600,
  suppressionSeconds: 86_400,
  response: {
    agency: 'health-office',
    steps: [
      {
        zh: '按登记编号在授权终端查询联系方式，注明用途',
        en: 'Look up the contact by the arrival number at an authorised desk, stating the purpose',
      },
      {
        zh: '电话核对停留地址和检测情况，黄色由人工判定',
        en: 'Call and check the address and the tests; an amber one is decided by a person',
      },
      { zh: '红色按现行方案处置，并告知申诉途径', en: 'Handle a red one by the policy in force and tell them how to appeal' },
    ],
  },
  detect: detectEpidemic,
})
