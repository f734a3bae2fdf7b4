import * as z from 'zod'

/** WGS-84 degrees. The members have names, so latitude and longitude cannot change places by their order. */
export const positionSchema = z.strictObject({ lat: z.number().min(-90).max(90), lon: z.number().min(-180).max(180) })
export type Position = z.infer<typeof positionSchema>

/** Whether exchanging latitude and longitude would bring a position from where it must not be to where it may. */
export function looksSwapped({ lat, lon }: Position, mayBe: (position: Position) => boolean): boolean {
  return Math.abs(lon) <= 90 && !mayBe({ lat, lon }) && mayBe({ lat: lon, lon: lat })
}
