import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { LiveContext } from './connection'
import { Follower } from './Follower'
import { TopicsContext } from './topics'

/** Keeps everything below live. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient()
  const [connected, setConnected] = useState(true)
  const follower = useMemo(() => new Follower(client, setConnected), [client])
  useEffect(() => {
    follower.start()
    return () => follower.stop()
  }, [follower])
  return (
    <LiveContext value={connected}>
      <TopicsContext value={follower.topics}>{children}</TopicsContext>
    </LiveContext>
  )
}
