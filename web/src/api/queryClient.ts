import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { Problem } from './problem'
import { sessionQuery } from './session'

function wasSignedOut(problem: unknown): boolean {
  return problem instanceof Problem && problem.status === 401 && problem.code === 'not-signed-in'
}

/** The cache of what the API said. A session that has ended is noticed at whichever request meets it first. */
export function makeQueryClient(): QueryClient {
  const noticed = (problem: unknown) => {
    if (wasSignedOut(problem)) client.setQueryData(sessionQuery.queryKey, null)
  }
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({ onError: noticed }),
    mutationCache: new MutationCache({ onError: noticed }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (times, problem) =>
          times < 2 && problem instanceof Problem && (problem.status === 0 || problem.status >= 500),
      },
    },
  })
  return client
}
