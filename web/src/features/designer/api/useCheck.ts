import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { answered, api } from '@/api/client'
import type { Finding } from '@/api/types'

/** How long a rest in drawing is until what is drawn is checked. */
const REST_MS = 500

interface Checked {
  findings: readonly Finding[]
  /** What is shown is of an earlier state; the check of this one is on its way. */
  isChecking: boolean
  /** Why it could not be checked at all. */
  problem: unknown
}

async function check(files: Record<string, string>): Promise<readonly Finding[]> {
  const { findings } = await answered(api.POST('/api/v1/packages/check', { body: { files } }))
  return findings
}

/** Checks the files of a draft whenever one rests; `version` tells its states apart. */
export function useCheck(draftId: string, files: Readonly<Record<string, string>>, version: number): Checked {
  const [settled, setSettled] = useState({ files, version })
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ files, version }), REST_MS)
    return () => clearTimeout(timer)
  }, [files, version])
  const query = useQuery({
    queryKey: ['draft-check', draftId, settled.version],
    queryFn: () => check({ ...settled.files }),
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
  })
  return {
    findings: query.data ?? [],
    isChecking: query.isFetching || settled.version !== version,
    problem: query.error,
  }
}
