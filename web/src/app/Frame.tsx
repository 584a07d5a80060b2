import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { SessionContext, sessionQuery, useMay } from '@/api/session'
import { useIsLive } from '@/live/connection'
import { LiveProvider } from '@/live/LiveProvider'
import { KeyMap } from '@/keyboard/KeyMap'
import { useKeys } from '@/keyboard/useKeys'
import { CallPop } from '@/features/calls/components/CallPop'
import { useWords } from '@/words'
import { frame } from '@/words/frame'
import { Navigation } from './Navigation'
import { TopBar } from './TopBar'
import { ToSignIn } from './ToSignIn'

/** The frame around all pages of whoever is signed in; a session that ends leads to the sign-in. */
export function Frame() {
  const { data: session } = useQuery(sessionQuery)
  if (!session) return <ToSignIn />
  return (
    <SessionContext value={session}>
      <LiveProvider>
        <Inside />
      </LiveProvider>
    </SessionContext>
  )
}

function Inside() {
  const words = useWords(frame)
  const isLive = useIsLive()
  const may = useMay()
  const navigate = useNavigate()
  const [mapOpen, setMapOpen] = useState(false)
  useKeys({
    '?': () => setMapOpen(true),
    '1': () => void navigate({ to: '/inbox' }),
    '2': () => void navigate({ to: '/orders' }),
    '3': () => void navigate({ to: '/calls' }),
    n: () => {
      if (may('open-order')) void navigate({ to: '/intake' })
    },
  })
  return (
    <div className="frame">
      <a className="skip" href="#content">
        {words.skip}
      </a>
      <Navigation />
      <div className="frame-main">
        <TopBar onKeyMap={() => setMapOpen(true)} />
        {!isLive && (
          <div className="frame-note" role="status">
            {words.notLive}
          </div>
        )}
        <CallPop onOpen={(call) => void navigate({ to: '/calls', search: { call } })} />
        <main id="content" className="frame-content" tabIndex={-1}>
          <Outlet />
        </main>
      </div>
      <KeyMap open={mapOpen} onClose={() => setMapOpen(false)} />
    </div>
  )
}
