import { useQuery } from '@tanstack/react-query'
import { useTopics } from '@/live/topics'
import { answered, api } from './client'
import { useMay } from './session'

/** One's own calls, all that a desk shows of them, kept live; for whoever takes calls. */
export function useMyCalls() {
  const may = useMay()
  const enabled = may('take-calls')
  useTopics(...(enabled ? ['calls'] : []))
  return useQuery({
    queryKey: ['calls', 'mine'],
    queryFn: () => answered(api.GET('/api/v1/calls/mine')),
    enabled,
  })
}
