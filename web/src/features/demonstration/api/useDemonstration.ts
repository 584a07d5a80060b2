import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'

/** Whether recorded calls can ring here, and which. */
export function useDemonstration() {
  return useQuery({
    queryKey: ['demonstration'],
    queryFn: () => answered(api.GET('/api/v1/demonstration')),
    staleTime: Infinity,
  })
}

/** Lets a recorded call ring, its times moved to now. */
export function useRing() {
  return useMutation({
    mutationFn: (recording: string) => answered(api.POST('/api/v1/demonstration/calls', { body: { recording } })),
  })
}
