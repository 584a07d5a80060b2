import { Skeleton } from 'antd'
import { useState, type ReactNode } from 'react'
import type { UseQueryResult } from '@tanstack/react-query'
import { Problem } from '@/api/problem'
import { LookReason } from './LookReason'
import { PartRefused, useWholePage } from './WholePage'
import { ProblemNote } from './ProblemNote'

interface LoadedProps<T> {
  query: UseQueryResult<T, unknown>
  children: (data: T) => ReactNode
}

/**
 * Shows what was read; while it is being read a shape of it, and a problem with a way to try again.
 * Of a restricted order it asks why one looks; a part of a page leaves the asking to the whole page.
 */
export function Loaded<T>({ query, children }: LoadedProps<T>) {
  const askAgain = useWholePage()
  const [asked, setAsked] = useState<Problem>()
  const isAsked = query.error instanceof Problem && query.error.code === 'look-reason-needed'
  // It is asked until there is something to show: reading again, as after any change, takes nothing typed away.
  if (isAsked && query.error !== asked) setAsked(query.error as Problem)
  else if (asked !== undefined && !isAsked && (query.data !== undefined || query.isError)) setAsked(undefined)
  if (asked !== undefined && (isAsked || query.isPending)) {
    return askAgain === null ? <LookReason problem={asked} /> : <PartRefused onRefused={askAgain} />
  }
  if (query.data !== undefined) return <>{children(query.data)}</>
  if (query.isError) {
    return (
      <div className="padded">
        <ProblemNote problem={query.error} onRetry={() => void query.refetch()} />
      </div>
    )
  }
  return (
    <div className="padded" aria-busy="true">
      <Skeleton active />
    </div>
  )
}
