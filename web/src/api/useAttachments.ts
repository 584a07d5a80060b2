import { useInfiniteQuery, useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from './client'
import { useStale } from './useStale'

const PAGE = 50

/** The files of an order, oldest first, those taken away among them. */
export function useAttachments(orderId: string) {
  return useInfiniteQuery({
    queryKey: ['order', orderId, 'attachments'],
    queryFn: ({ pageParam }) =>
      answered(
        api.GET('/api/v1/orders/{order_id}/attachments', {
          params: { path: { order_id: orderId }, query: { cursor: pageParam, limit: PAGE } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** Attaches a file: its content is the body of the request. */
export function useAttach(orderId: string) {
  const stale = useStale()
  return useMutation({
    mutationFn: (file: File) =>
      answered(
        api.POST('/api/v1/orders/{order_id}/attachments', {
          params: {
            path: { order_id: orderId },
            query: { name: file.name },
            header: { 'Idempotency-Key': newKey() },
          },
          headers: { 'Content-Type': 'application/octet-stream' },
          body: file as unknown as string,
          bodySerializer: (content) => content as unknown as BodyInit,
        }),
      ),
    onSettled: () => stale(['order', orderId]),
  })
}

/** Takes an attachment away, with a reason. */
export function useRemoveAttachment(orderId: string) {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ attachment, reason }: { attachment: string; reason: string }) =>
      answered(
        api.POST('/api/v1/orders/{order_id}/attachments/{attachment_id}/remove', {
          params: {
            path: { order_id: orderId, attachment_id: attachment },
            header: { 'Idempotency-Key': newKey() },
          },
          body: { reason },
        }),
      ),
    onSettled: () => stale(['order', orderId]),
  })
}
