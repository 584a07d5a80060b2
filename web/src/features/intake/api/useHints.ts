import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { answered, api } from '@/api/client'
import type { Category } from '@/api/types'

interface Known {
  category: Category
  premise?: string
  caller_number?: string
  danger?: boolean
}

/** What is known of a caller and a premise before an order is opened. */
export function useHints({ category, premise, caller_number, danger }: Known) {
  const number = caller_number?.trim()
  const query = {
    category,
    ...(premise !== undefined && { premise }),
    ...(number !== undefined && number !== '' && { caller_number: number }),
    ...(danger === true && { danger }),
  }
  return useQuery({
    queryKey: ['intake-hints', query],
    queryFn: () => answered(api.GET('/api/v1/intake/hints', { params: { query } })),
    enabled: premise !== undefined || (number?.length ?? 0) >= 3,
    placeholderData: keepPreviousData,
  })
}
