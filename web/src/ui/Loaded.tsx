import { Skeleton } from 'antd'
import type { UseQueryResult } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { Problem } from '@/api/problem'
import { LookReason } from './LookReason'
import { ProblemNote } from './ProblemNote'

interface LoadedProps<T> {
  query: UseQueryResult<T, unknown>
  children: (data: T) => ReactNode
}

/**
 * Shows what was read; while it is being read a shape of it, and a problem with a way to try again.
 * Of a restricted order it asks why one looks.
 */
export function Loaded<T>({ query, children }: LoadedProps<T>) {
  if (query.error instanceof Problem && query.error.code === 'look-reason-needed') {
    return <LookReason problem={query.error} />
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
