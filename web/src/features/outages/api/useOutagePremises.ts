import { useInfiniteQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

const PAGE = 25

/** The premises that an outage names, page by page. */
export function useOutagePremises(outage_id: string, text: string) {
  return useInfiniteQuery({
    queryKey: ['outage', outage_id, 'premises', text],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/api/v1/outages/{outage_id}/premises', {
          params: { path: { outage_id }, query: { text: text === '' ? undefined : text, cursor: pageParam, limit: PAGE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}
