/** A request as every door hands it in: header names in lower case, the path as sent and still encoded. */
export type ApiRequest = {
  method: string
  path: string
  query: URLSearchParams
  headers: Record<string, string | undefined>
  body: Uint8Array
}

export type ApiResponse = { status: number; headers: Record<string, string>; body: string }
