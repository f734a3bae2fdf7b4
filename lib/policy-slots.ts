/**
 * AWS IoT Core takes 2,048 characters of policy, white space not counted, and ten policies for one certificate (AWS General Reference,
 * "AWS IoT Core endpoints and quotas"). A certificate carries every slot from the day it is made, so a kind that comes later needs
 * no visit to any device: the number of slots is fixed, and what stands in which may change.
 */
export const policyLimits = { characters: 2_048, perCertificate: 10, slots: 4 } as const

/** How an ARN begins at its longest: region and account can be unknown before the deployment. */
const longestArnPrefix = 'arn:aws-cn:iot:cn-northwest-1:123456789012:'
const frame = '{"Version":"2012-10-17","Statement":[{"Action":"iot:Publish","Effect":"Allow","Resource":[]}]}'.length

/** Deals resources (`topic/…`) into policies none of which becomes too long; `undefined` when they do not fit. */
export function dealIntoSlots(resources: readonly string[]): string[][] | undefined {
  const slots = Array.from({ length: policyLimits.slots }, () => ({ characters: frame, resources: [] as string[] }))
  const longestFirst = [...resources].sort((a, b) => b.length - a.length || (a < b ? -1 : 1))
  for (const resource of longestFirst) {
    const slot = slots.reduce((emptiest, other) => (other.characters < emptiest.characters ? other : emptiest))
    slot.characters += `"${longestArnPrefix}${resource}",`.length
    slot.resources.push(resource)
    if (slot.characters > policyLimits.characters) return undefined
  }
  return slots.map((slot) => slot.resources.sort())
}
