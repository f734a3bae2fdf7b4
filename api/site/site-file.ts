import { readFile } from 'node:fs/promises'
import { extname, join, normalize, sep } from 'node:path'

export type FileResponse = { status: number; headers: Record<string, string>; body: Uint8Array }

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
}

/** A file of the built console. File names with a hash never change; the page itself is always asked for again. */
export async function siteFile(folder: string, method: string, path: string): Promise<FileResponse> {
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'method not allowed', { allow: 'GET, HEAD' })
  const file = fileFor(folder, path)
  const content = file && (await readFile(file).catch(() => undefined))
  if (!file || !content) return plain(404, 'there is no such page')
  const cacheControl = path.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
  return {
    status: 200,
    headers: { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'cache-control': cacheControl },
    body: content,
  }
}

function fileFor(folder: string, path: string): string | undefined {
  let decoded: string
  try {
    decoded = decodeURIComponent(path)
  } catch {
    return undefined
  }
  if (decoded.includes('\0')) return undefined
  const file = normalize(join(folder, decoded.endsWith('/') ? `${decoded}index.html` : decoded))
  return file.startsWith(folder + sep) ? file : undefined
}

function plain(status: number, text: string, headers: Record<string, string> = {}): FileResponse {
  return { status, headers: { 'content-type': 'text/plain; charset=utf-8', ...headers }, body: new TextEncoder().encode(`${text}\n`) }
}
