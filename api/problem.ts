import type { Problem as ProblemBody } from '#domain/api/common.ts'
import type { Text } from '#domain/text.ts'

const titles = {
  'bad-request': { status: 400, title: { zh: '请求有误', en: 'The request is not valid' } },
  unauthenticated: { status: 401, title: { zh: '请先登录', en: 'Sign in first' } },
  forbidden: { status: 403, title: { zh: '没有权限', en: 'Your role does not allow this' } },
  'not-found': { status: 404, title: { zh: '没有找到', en: 'There is no such thing' } },
  'method-not-allowed': { status: 405, title: { zh: '不支持的方法', en: 'This method is not offered here' } },
  'not-acceptable': { status: 406, title: { zh: '无法提供该格式', en: 'Only JSON is offered' } },
  refused: { status: 409, title: { zh: '当前状态不允许此操作', en: 'Not possible in this state' } },
  'in-flight': { status: 409, title: { zh: '同一请求正在处理', en: 'The same request is still being worked on' } },
  exists: { status: 409, title: { zh: '已经存在', en: 'It exists already' } },
  'changed-meanwhile': { status: 412, title: { zh: '已被他人更改，请刷新', en: 'Somebody changed it meanwhile; look again' } },
  'too-large': { status: 413, title: { zh: '请求过大', en: 'The request is too large' } },
  'unsupported-media-type': { status: 415, title: { zh: '请使用 application/json', en: 'Send application/json' } },
  'key-reused': { status: 422, title: { zh: '幂等键已用于其他请求', en: 'This Idempotency-Key was used for another request' } },
  'precondition-required': { status: 428, title: { zh: '缺少 If-Match', en: 'Send If-Match with the revision you have seen' } },
  'too-many-requests': { status: 429, title: { zh: '请求过于频繁', en: 'Too many requests; slow down' } },
  internal: { status: 500, title: { zh: '服务器内部错误', en: 'Something broke on our side' } },
  unavailable: { status: 503, title: { zh: '暂时无法处理，请稍后重试', en: 'Not possible right now; try again' } },
} satisfies Record<string, { status: number; title: Text }>

export type ProblemName = keyof typeof titles

type More = Pick<ProblemBody, 'detail' | 'errors' | 'allowed'> & { headers?: Record<string, string> }

/** An answer that is not the one hoped for. */
export class Problem extends Error {
  override readonly name = 'Problem'
  readonly problem: ProblemName
  readonly more: More

  constructor(problem: ProblemName, more: More = {}) {
    super(`${problem}: ${more.detail ?? titles[problem].title.en}`)
    this.problem = problem
    this.more = more
  }

  get status(): number {
    return titles[this.problem].status
  }

  /** The body of RFC 9457, with the title in the language asked for. */
  toBody(requestId: string, language: keyof Text): ProblemBody {
    const { headers: _headers, ...details } = this.more
    return { type: `/problems/${this.problem}`, title: titles[this.problem].title[language], status: this.status, ...details, requestId }
  }
}
