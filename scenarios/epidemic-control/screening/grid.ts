const metresPerDegree = 111_195

/** The size of the announcements of 2021, and the latitude at which the grid is true: the county's. */
export type Grid = { cellMetres: number; referenceLat: number }
export const cellMetres = 800

/** The cell of a fixed grid on a plane that is true at the county's latitude. Used where the positions are: at the checkpoint. */
export function cellOf({ lat, lon }: { lat: number; lon: number }, { cellMetres, referenceLat }: Grid): string {
  const east = lon * metresPerDegree * Math.cos((referenceLat * Math.PI) / 180)
  return `${Math.floor(east / cellMetres)}:${Math.floor((lat * metresPerDegree) / cellMetres)}`
}
