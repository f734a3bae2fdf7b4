import * as z from 'zod'

/** What S3 tells of new objects (AWS: "Event message structure"). Keys are form-encoded. */
const noticeSchema = z.looseObject({
  Records: z.array(z.looseObject({ s3: z.looseObject({ object: z.looseObject({ key: z.string() }) }) })),
})
/** What S3 sends once, to try the way, when it is told to notify. */
const trialSchema = z.looseObject({ Event: z.literal('s3:TestEvent') })

/** Keys of the objects of which S3 tells; `undefined` when this is no notification of S3. */
export function noticedKeys(message: unknown): string[] | undefined {
  if (trialSchema.safeParse(message).success) return []
  const notice = noticeSchema.safeParse(message)
  return notice.data?.Records.map(({ s3 }) => decodeURIComponent(s3.object.key.replaceAll('+', ' ')))
}
