import { defineScenario } from '#domain/detection/scenario.ts'
import { caseCount } from '#domain/observation/kinds/case-count.ts'
import { detectEpidemic, permitKey } from '#lambdas/scenarios/epidemic-control/detector.ts'
import { epidemicLimits } from '#lambdas/scenarios/epidemic-control/schema.ts'

/** Epidemic control: streets where cases are unusually many. Switched on by a county that is authorised to. */
export const epidemicControl = defineScenario({
  id: 'epidemic-control',
  title: { zh: '疫情防控', en: 'Epidemic control' },
  harm: { zh: '输入和聚集性疫情不能被及早发现', en: 'people are infected because an imported or growing outbreak is seen too late' },
  kinds: [caseCount],
  offByDefault: true,
  limits: epidemicLimits,
  memoryKeys: (_device, body) => [permitKey, `street:${body.street}`],
  relevantForSeconds: 604_800,
  quietGapSeconds: 1_209_600,
  suppressionSeconds: 86_400,
  response: {
    agency: 'health-office',
    steps: [{ zh: '核对病例数据与上报来源', en: 'Check the counts with those who reported them' }],
  },
  detect: detectEpidemic,
})
