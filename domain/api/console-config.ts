import * as z from 'zod'

/** What `/config.json` says to a console of this origin: where to sign in, and where hints come from. */
export const consoleConfigSchema = z.strictObject({
  county: z.string(),
  oidc: z.strictObject({
    authority: z.string(),
    clientId: z.string(),
    scope: z.string(),
    /** Without these two the console asks the issuer's discovery document. A path is one of this origin. */
    authorizationEndpoint: z.string().optional(),
    tokenEndpoint: z.string().optional(),
  }),
  /** MQTT over WebSocket. Absent where the county has no push: the console polls, and says so. */
  push: z
    .strictObject({
      /** Absolute, or a path of this origin. */
      url: z.string(),
      username: z.string(),
      topic: z.string(),
      heartbeatSeconds: z.number().positive(),
    })
    .optional(),
})
export type ConsoleConfig = z.infer<typeof consoleConfigSchema>
