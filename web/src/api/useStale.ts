import { useQueryClient, type QueryKey } from '@tanstack/react-query'

/**
 * Returns a function that lets what is kept under these keys be read anew.
 *
 * Nobody waits for it: what a command answers is told at once, and while its page is still there.
 */
export function useStale(): (...keys: QueryKey[]) => void {
  const client = useQueryClient()
  return (...keys) => {
    for (const queryKey of keys) void client.invalidateQueries({ queryKey })
  }
}
