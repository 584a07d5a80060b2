import { useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { components } from '@/api/schema'

/** How this browser registers. The digest is as good as a password: it stays in memory, and goes when unused. */
export type Registration = components['schemas']['Softphone']

/** How one registers as the telephone at which one is signed in; null: its exchange has none in browsers. */
export function useRegistration(device: string | null) {
  return useQuery({
    queryKey: ['softphone', device],
    queryFn: async () => (await answered(api.GET('/api/v1/agent/softphone'))).softphone,
    enabled: device !== null,
    staleTime: Infinity,
    gcTime: 0,
  })
}
