import { createContext, useContext } from 'react'
import { queryOptions, useQuery } from '@tanstack/react-query'
import { setBusinessClock } from '@/clock/businessClock'
import { answered, api, keepCsrf } from './client'
import { Problem } from './problem'
import type { Session } from './types'

const READ_AGAIN_MS = 5 * 60_000

/** Takes over what a session says: the CSRF token and the business clock. */
export function entered(session: Session): Session {
  keepCsrf(session.csrf)
  setBusinessClock(session.business_now, session.clock_rate)
  return session
}

async function read(): Promise<Session | null> {
  try {
    return entered(await answered(api.GET('/api/v1/session')))
  } catch (problem) {
    if (problem instanceof Problem && problem.status === 401) return null
    throw problem
  }
}

/** Who is signed in; null: nobody. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: read,
  staleTime: READ_AGAIN_MS,
  refetchInterval: READ_AGAIN_MS,
})

/** The frame gives it to the pages of whoever is signed in. */
export const SessionContext = createContext<Session | null>(null)

/** The session of whoever is signed in. Only for what is inside the frame. */
export function useSession(): Session {
  const session = useContext(SessionContext)
  if (session === null) throw new Error('useSession needs the frame around it')
  return session
}

/** Says whether policy allows an action to something at all; the single case is asked again by the API. */
export function useMay(): (action: string) => boolean {
  const { data } = useQuery(sessionQuery)
  return (action) => data?.permissions.includes(action) ?? false
}

/** The time zone in which the person reads times. */
export function useZone(): string {
  const { data } = useQuery(sessionQuery)
  return data?.memberships[0]?.zone ?? 'Asia/Shanghai'
}
