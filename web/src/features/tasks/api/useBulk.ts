import { useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { components } from '@/api/schema'
import { useStale } from '@/api/useStale'

type Schemas = components['schemas']
export type BulkOperation = Schemas['TaskBulkBody']['operation']
export type BulkResult = Schemas['TaskBulkResult']

/** Does one operation to many tasks 批量; each row is answered by itself. */
export function useBulk() {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: Schemas['TaskBulkBody']) =>
      answered(api.POST('/api/v1/tasks/bulk', { params: { header: { 'Idempotency-Key': newKey() } }, body })),
    onSettled: () => stale(['task'], ['inbox'], ['order']),
  })
}
