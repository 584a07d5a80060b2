import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { SwitchOverflowBody } from '@/api/types'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

/** The queues of one's tiers and below, and where their callers go, kept live. */
export function useQueues() {
  useTopics('queues')
  return useQuery({
    queryKey: ['queues', 'list'],
    queryFn: () => answered(api.GET('/api/v1/queues')),
  })
}

/** Switches where the callers of a queue go. */
export function useSwitching() {
  const stale = useStale()
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: SwitchOverflowBody }) =>
      answered(api.PUT('/api/v1/queues/{queue_id}/overflow', { params: { path: { queue_id: id } }, body })),
    onSettled: () => stale(['queues']),
  })
}
