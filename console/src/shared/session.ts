import { type User, UserManager, type UserManagerSettings, WebStorageStateStore } from 'oidc-client-ts'
import type { ConsoleConfig } from '#domain/api/console-config.ts'
import { jsonOf } from './api.ts'

export type Session = { config: ConsoleConfig; user: User | null }

const renewAgainMs = 10_000

let manager: UserManager | undefined

/** Reads the configuration and comes back from the issuer if we were there. */
export async function openSession(): Promise<Session> {
  const response = await fetch('/config.json')
  if (!response.ok) throw new Error(`config.json: ${response.status}`)
  const config = await jsonOf<ConsoleConfig>(response)
  manager = new UserManager({
    ...endpointsOf(config),
    redirect_uri: `${location.origin}/`,
    loadUserInfo: false,
    automaticSilentRenew: false,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
  })
  if (new URLSearchParams(location.search).has('code')) {
    await manager.signinCallback().catch(() => undefined)
    history.replaceState(undefined, '', '/')
  }
  const user = await manager.getUser()
  return { config, user: user && !user.expired ? user : null }
}

/** An issuer that says where its doors are is asked; where the county says it, nobody is. */
function endpointsOf({ oidc }: ConsoleConfig): Pick<UserManagerSettings, 'authority' | 'client_id' | 'scope' | 'metadata'> {
  const { authority, authorizationEndpoint, tokenEndpoint, clientId, scope } = oidc
  const absolute = (path: string) => new URL(path, location.origin).href
  return {
    authority,
    client_id: clientId,
    scope,
    ...(authorizationEndpoint &&
      tokenEndpoint && {
        metadata: { issuer: authority, authorization_endpoint: absolute(authorizationEndpoint), token_endpoint: absolute(tokenEndpoint) },
      }),
  }
}

/**
 * Tells of every new token, and of the end of the session. A token is renewed a minute before its end where the issuer gave the
 * means to; a renewal that fails is tried again, for the token still counts until its own end.
 */
export function watchSession(onUser: (user: User | null) => void): () => void {
  const events = manager?.events
  if (!events) return () => undefined
  const renew = async () => {
    const user = await manager?.getUser()
    if (!user?.refresh_token || user.expired) return
    await manager?.signinSilent().catch(() => setTimeout(() => void renew(), renewAgainMs))
  }
  const stops = [
    events.addUserLoaded(onUser),
    events.addAccessTokenExpiring(() => void renew()),
    events.addAccessTokenExpired(() => {
      void manager?.removeUser()
      onUser(null)
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

export async function signIn(): Promise<void> {
  await manager?.signinRedirect()
}

export async function signOut(): Promise<void> {
  await manager?.removeUser()
  location.assign('/')
}
