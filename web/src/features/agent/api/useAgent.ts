import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

/** What one does at the telephone, kept live. */
export function useAgentState() {
  useTopics('agent')
  return useQuery({
    queryKey: ['agent', 'state'],
    queryFn: () => answered(api.GET('/api/v1/agent/state')),
  })
}

/** The devices at which one may sign in. */
export function useDevices(enabled: boolean) {
  return useQuery({
    queryKey: ['agent', 'devices'],
    queryFn: () => answered(api.GET('/api/v1/agent/devices')),
    enabled,
  })
}

export type Wanted =
  | { do: 'sign-in'; device: string }
  | { do: 'sign-out' }
  | { do: 'available' }
  | { do: 'break'; reason: string }

function sent(wanted: Wanted) {
  switch (wanted.do) {
    case 'sign-in':
      return api.POST('/api/v1/agent/sign-in', { body: { device: wanted.device } })
    case 'sign-out':
      return api.POST('/api/v1/agent/sign-out')
    case 'available':
      return api.PUT('/api/v1/agent/state', { body: { state: 'available' } })
    case 'break':
      return api.PUT('/api/v1/agent/state', { body: { state: 'break', reason: wanted.reason } })
  }
}

/** Signs in and out, takes a break, is there again. */
export function useSetState() {
  const stale = useStale()
  return useMutation({
    mutationFn: (wanted: Wanted) => answered(sent(wanted)),
    onSettled: () => stale(['agent'], ['calls', 'mine']),
  })
}
