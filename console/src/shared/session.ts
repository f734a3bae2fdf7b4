import { type User, UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { jsonOf } from './api.ts'

/** What `/config.json` says: where to sign in and where pushes come from. */
export type ConsoleConfig = {
  county: string
  oidc: { authority: string; authorizationEndpoint: string; tokenEndpoint: string; clientId: string; scope: string }
  push: { path: string; username: string; topic: string }
}

let manager: UserManager | undefined

/** Reads the configuration and comes back from the issuer if we were there. */
export async function openSession(): Promise<{ config: ConsoleConfig; user: User | null }> {
  const response = await fetch('/config.json')
  if (!response.ok) throw new Error(`config.json: ${response.status}`)
  const config = await jsonOf<ConsoleConfig>(response)
  const { authority, authorizationEndpoint, tokenEndpoint, clientId, scope } = config.oidc
  const absolute = (path: string) => new URL(path, location.origin).href
  manager = new UserManager({
    authority,
    client_id: clientId,
    redirect_uri: `${location.origin}/`,
    scope,
    loadUserInfo: false,
    automaticSilentRenew: false,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    metadata: { issuer: authority, authorization_endpoint: absolute(authorizationEndpoint), token_endpoint: absolute(tokenEndpoint) },
  })
  if (new URLSearchParams(location.search).has('code')) {
    await manager.signinCallback().catch(() => undefined)
    history.replaceState(undefined, '', '/')
  }
  const user = await manager.getUser()
  return { config, user: user && !user.expired ? user : null }
}

export async function signIn(): Promise<void> {
  await manager?.signinRedirect()
}

export async function signOut(): Promise<void> {
  await manager?.removeUser()
  location.assign('/')
}
