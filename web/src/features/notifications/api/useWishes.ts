import { useMutation, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { NoticeWishesBody } from '@/api/types'
import { useStale } from '@/api/useStale'

const KEY = ['notice-wishes'] as const

/** How one is told. */
export function useWishes() {
  return useQuery({ queryKey: KEY, queryFn: () => answered(api.GET('/api/v1/notifications/wishes')) })
}

/** Says how one wants to be told: all of it at once. */
export function useSayWishes() {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: NoticeWishesBody) => answered(api.PUT('/api/v1/notifications/wishes', { body })),
    onSettled: () => stale(KEY, ['notifications']),
  })
}
