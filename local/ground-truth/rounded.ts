/** Figures as an instrument reports them: so many decimals. */
export function rounding(decimals: number): (value: number) => number {
  const scale = 10 ** decimals
  return (value) => Math.round(value * scale) / scale
}
