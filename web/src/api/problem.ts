import type { components } from './schema'
import { problems } from '@/words/problems'

export type ProblemDetail = components['schemas']['Problem']

/** A request that failed: the problem that the API told (RFC 9457), or that it did not answer at all. */
export class Problem extends Error {
  constructor(readonly detail: ProblemDetail) {
    super(detail.detail)
    this.name = 'Problem'
  }

  get code(): string {
    return this.detail.code
  }

  get status(): number {
    return this.detail.status
  }
}

/** The problem of a request that got no answer. */
export function offline(cause: unknown): Problem {
  const [chinese, english] = problems.offline
  const said = cause instanceof Error ? cause.message : String(cause)
  return new Problem({
    type: 'urn:huan:problem:offline',
    code: 'offline',
    status: 0,
    title: english,
    title_zh: chinese,
    detail: said,
    detail_zh: said,
  })
}

/** Says whether an answer's body is a problem of the API, and not the page of some proxy. */
export function isProblemDetail(body: unknown): body is ProblemDetail {
  return typeof body === 'object' && body !== null && 'code' in body && 'detail' in body && 'status' in body
}
