import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { components } from '@/api/schema'
import { useStale } from '@/api/useStale'

const PAGE = 50

/** Tokens of machines, page by page. */
export function useTokens(text: string) {
  return useInfiniteQuery({
    queryKey: ['tokens', text],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/api/v1/tokens', {
          params: { query: { text: text === '' ? undefined : text, cursor: pageParam, limit: PAGE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Creates a token, or revokes one. */
export function useTokenCommands() {
  const stale = useStale()
  const onSuccess = () => stale(['tokens'])
  return {
    create: useMutation({
      mutationFn: (body: components['schemas']['TokenBody']) => answered(api.POST('/api/v1/tokens', { body })),
      onSuccess,
    }),
    revoke: useMutation({
      mutationFn: (id: string) => answered(api.DELETE('/api/v1/tokens/{token_id}', { params: { path: { token_id: id } } })),
      onSuccess,
    }),
  }
}
