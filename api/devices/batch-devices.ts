import { operation } from '#api/operation.ts'
import { batchQuerySchema, batchResultSchema, batchSchema, maxBatchRows, maxNewDevices } from '#domain/api/device.ts'

export const batchDevices = operation({
  id: 'batchDevices',
  method: 'POST',
  path: '/v1/devices:batch',
  tag: 'Devices',
  summary: `Checks a list of at most ${maxBatchRows} devices row by row, as JSON or as \`devices.csv\` in UTF-8 or GBK, and enters it: all of it, or with \`partial=true\` what is valid; with \`dryRun=true\` nothing. At most ${maxNewDevices} new ones are entered at once, with their credentials; those are shown once, and sent again the same rows are \`same\`.`,
  permission: 'devices.write',
  query: batchQuerySchema,
  body: batchSchema,
  table: true,
  compressed: true,
  answers: { status: 200, schema: batchResultSchema, description: 'What became of each row, or would' },
  async handle(services, { body, query, principal }) {
    // The reader of tables is large, and asked for seldom.
    const [{ readBatch }, { applyBatch, weighBatch }] = await Promise.all([
      import('#api/devices/read-batch.ts'),
      import('#api/devices/apply-batch.ts'),
    ])
    const weighed = await weighBatch(services, readBatch(body))
    const decision = { principal, permission: 'devices.write' as const, reason: undefined }
    const { applied, rows } = await applyBatch(services, weighed, query, decision)
    const counts = { new: 0, same: 0, changed: 0, refused: 0 }
    for (const { result } of rows) counts[result]++
    const encoding = 'csv' in body ? (body.encoding ?? 'utf-8') : undefined
    return { status: 200, body: { ...(encoding && { encoding }), applied, counts, rows } }
  },
})
