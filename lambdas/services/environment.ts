/** A variable that the template gives this function. Missing, it is a fault of the template, reported at the first start. */
export function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`the function was deployed without ${name}`)
  return value
}
