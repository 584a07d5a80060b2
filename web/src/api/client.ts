import createClient, { type Middleware } from 'openapi-fetch'
import { isProblemDetail, offline, Problem } from './problem'
import type { paths } from './schema'

let csrf: string | null = null

/** Keeps the session's CSRF token, which every change must carry. */
export function keepCsrf(token: string | null): void {
  csrf = token
}

const withCsrf: Middleware = {
  onRequest({ request }) {
    if (csrf !== null && request.method !== 'GET') request.headers.set('X-CSRF-Token', csrf)
    return request
  },
}

export const api = createClient<paths>({ baseUrl: '' })
api.use(withCsrf)

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** Returns what a request answered, or throws its Problem. */
export async function answered<T>(request: Promise<Answer<T>>): Promise<T> {
  let answer: Answer<T>
  try {
    answer = await request
  } catch (cause) {
    throw offline(cause)
  }
  if (answer.response.ok) return answer.data as T
  if (isProblemDetail(answer.error)) throw new Problem(answer.error)
  throw offline(`HTTP ${answer.response.status}`)
}

/**
 * Returns a new idempotency key: the same action sent twice under one key is done once.
 * `crypto.randomUUID` is missing where a site is served without TLS.
 */
export function newKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
}
