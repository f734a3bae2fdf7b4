import { createHash, randomUUID } from 'node:crypto'
import type { LocalIssuer } from '#adapters/local/identity.ts'
import { escapeHtml } from '#api/messages-page.ts'
import type { ApiRequest, ApiResponse } from '#api/request.ts'
import type { Principal } from '#domain/people/principal.ts'
import type { Clock } from '#domain/ports.ts'
import type { Door } from '#local/http/http-door.ts'

const tokenSeconds = 8 * 3_600
const codeMs = 60_000
const requestSchema = ['client_id', 'redirect_uri', 'code_challenge', 'state'] as const
type AuthorisationRequest = Record<(typeof requestSchema)[number], string>

/**
 * The sign-in pages of the local issuer: OpenID Connect, authorisation code with PKCE (RFC 7636). Whoever can reach the
 * laptop's loopback may choose any demo person; on another address the sign-in code printed at the start is asked for.
 */
export function signInDoor(issuer: LocalIssuer, people: readonly Principal[], clock: Clock, signInCode: string | undefined): Door {
  const codes = new Map<string, { person: Principal; request: AuthorisationRequest; expiresAtMs: number }>()

  function authorise(request: ApiRequest): ApiResponse {
    const asked = askedFor(request.query)
    if (!asked || !isOwnRedirect(asked.redirect_uri, request))
      return page(400, '<p>This sign-in request is not valid. Open the console and sign in from there.</p>')
    if (request.method === 'GET') return page(200, chooser(asked, people, signInCode !== undefined))
    const form = new URLSearchParams(new TextDecoder().decode(request.body))
    if (signInCode !== undefined && form.get('code') !== signInCode) return page(403, chooser(asked, people, true, true))
    const person = people.find(({ id }) => id === form.get('person'))
    if (!person) return page(400, chooser(asked, people, signInCode !== undefined))
    const code = randomUUID()
    codes.set(code, { person, request: asked, expiresAtMs: clock.now() + codeMs })
    const location = `${asked.redirect_uri}${asked.redirect_uri.includes('?') ? '&' : '?'}${new URLSearchParams({ code, state: asked.state })}`
    return { status: 303, headers: { location, 'cache-control': 'no-store' }, body: '' }
  }

  async function exchange(request: ApiRequest): Promise<ApiResponse> {
    const form = new URLSearchParams(new TextDecoder().decode(request.body))
    const code = form.get('code') ?? ''
    const grant = codes.get(code)
    codes.delete(code)
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    const valid =
      grant &&
      grant.expiresAtMs > clock.now() &&
      challenge === grant.request.code_challenge &&
      form.get('redirect_uri') === grant.request.redirect_uri
    if (!valid) return json(400, { error: 'invalid_grant' })
    const accessToken = await issuer.token(grant.person, tokenSeconds)
    const idToken = await issuer.idToken(grant.person, grant.request.client_id, tokenSeconds)
    return json(200, { access_token: accessToken, id_token: idToken, token_type: 'Bearer', expires_in: tokenSeconds, scope: 'openid' })
  }

  return {
    prefix: '/oidc/',
    async answer(request) {
      if (request.path === '/oidc/authorize') return authorise(request)
      if (request.path === '/oidc/token' && request.method === 'POST') return exchange(request)
      if (request.path === '/oidc/jwks') return json(200, { keys: [issuer.publicKey()] })
      return json(404, { error: 'not_found' })
    },
  }
}

function askedFor(query: URLSearchParams): AuthorisationRequest | undefined {
  if (query.get('response_type') !== 'code' || query.get('code_challenge_method') !== 'S256') return undefined
  const values = requestSchema.map((name) => [name, query.get(name)] as const)
  return values.every(([, value]) => value) ? (Object.fromEntries(values) as AuthorisationRequest) : undefined
}

function isOwnRedirect(uri: string, request: ApiRequest): boolean {
  return URL.canParse(uri) && new URL(uri).host === request.headers.host
}

function chooser(asked: AuthorisationRequest, people: readonly Principal[], needsCode: boolean, wrongCode = false): string {
  const query = new URLSearchParams({ ...asked, response_type: 'code', code_challenge_method: 'S256' })
  const options = people.map(
    ({ id, name, roles }) =>
      `<button name="person" value="${escapeHtml(id)}"><strong>${escapeHtml(name)}</strong><span>${escapeHtml(roles.join(', '))}</span></button>`,
  )
  const code = needsCode
    ? `<label>登录码 Sign-in code <input name="code" required autocomplete="off"></label>${wrongCode ? '<p role="alert">登录码不正确 · That code is not right.</p>' : ''}`
    : ''
  return `<h1>登录演示县 · Sign in</h1><p>演示人员，仅限本机 · Demo people, on this machine only</p><form method="post" action="/oidc/authorize?${escapeHtml(query.toString())}">${code}${options.join('')}</form>`
}

function page(status: number, content: string): ApiResponse {
  const body = `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>登录 · Sign in</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/docs.css"></head><body><main class="sign-in">${content}</main></body></html>`
  return { status, headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }, body }
}

function json(status: number, value: unknown): ApiResponse {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' },
    body: JSON.stringify(value),
  }
}
