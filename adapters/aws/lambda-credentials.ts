type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string }

/**
 * In the place of the SDK's chain of credential providers in a bundle: Lambda gives a function its role's credentials in these
 * variables (AWS: "Defined runtime environment variables") and renews them with the execution environment.
 */
export function defaultProvider(): () => Promise<Credentials> {
  return async () => {
    const { AWS_ACCESS_KEY_ID: accessKeyId, AWS_SECRET_ACCESS_KEY: secretAccessKey, AWS_SESSION_TOKEN: sessionToken } = process.env
    if (!accessKeyId || !secretAccessKey) throw new Error('no credentials in the environment of the function')
    return { accessKeyId, secretAccessKey, ...(sessionToken && { sessionToken }) }
  }
}
