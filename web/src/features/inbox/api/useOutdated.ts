import { hashKey, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { InboxWish } from '@/api/types'
import { linesKey } from './useInbox'

/** Says whether lines have changed since they were read, where they are not read anew by themselves. */
export function useOutdated(wish: InboxWish): boolean {
  const client = useQueryClient()
  const hash = hashKey(linesKey(wish))
  const [outdated, setOutdated] = useState<string | null>(null)
  useEffect(
    () =>
      client.getQueryCache().subscribe((event) => {
        if (event.type !== 'updated' || event.query.queryHash !== hash) return
        if (event.action.type === 'invalidate') setOutdated(hash)
        if (event.action.type === 'success') setOutdated(null)
      }),
    [client, hash],
  )
  return outdated === hash
}
