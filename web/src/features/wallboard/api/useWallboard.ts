import { useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { useTopics } from '@/live/topics'

/** Time alone changes occupancy, and what was told while nobody changed anything else. */
const AGAIN_MS = 30_000

/** What hangs on the wall, kept live. */
export function useWallboard() {
  useTopics('queues')
  return useQuery({
    queryKey: ['queues', 'wallboard'],
    queryFn: () => answered(api.GET('/api/v1/wallboard')),
    refetchInterval: AGAIN_MS,
  })
}
