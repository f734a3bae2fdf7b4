import { parseCounty } from '#domain/county/county.ts'
import { readCountyFiles } from '#adapters/local/county-files.ts'
import { scenarios } from '#lambdas/scenarios/index.ts'
for (const id of ['demo','template']) {
const s = readCountyFiles(id)
console.log(id, s.devices.rows[0])
const t=performance.now(); const r = parseCounty(s, scenarios)
console.log(r.ok ? 'ok' : r.problems.slice(0,8), performance.now()-t)
}
