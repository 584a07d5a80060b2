import { useQuery } from '@tanstack/react-query'
import { Outlet, useNavigate, useRouterState } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { SessionContext, sessionQuery, useMay } from '@/api/session'
import { useIsLive } from '@/live/connection'
import { LiveProvider } from '@/live/LiveProvider'
import { KeyMap } from '@/keyboard/KeyMap'
import { useDialogueKeys } from '@/keyboard/useDialogueKeys'
import { useKeys } from '@/keyboard/useKeys'
import { useLeaveField } from '@/keyboard/useLeaveField'
import { useWords } from '@/words'
import { frame } from '@/words/frame'
import { Navigation } from './Navigation'
import { Telephone } from './Telephone'
import { TopBar } from './TopBar'
import { ToSignIn } from './ToSignIn'

const CONTENT = 'content'

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
  useDialogueKeys(CONTENT)
  useLeaveField()
  useContentFocus()
  useKeys(
    {
      '?': () => setMapOpen(true),
      '1': () => void navigate({ to: '/inbox' }),
      '2': () => void navigate({ to: '/orders' }),
      '3': () => may('see-call') && void navigate({ to: '/calls' }),
      '4': () => may('see-board') && void navigate({ to: '/board' }),
      '5': () => may('edit-wording') && void navigate({ to: '/desk' }),
      '6': () => void navigate({ to: '/outages' }),
      '7': () => void navigate({ to: '/supervisions' }),
      // Whoever takes calls opens it from their call (app/Telephone).
      n: () => may('open-order') && !may('take-calls') && void navigate({ to: '/intake' }),
    },
    { last: true },
  )
  return (
    <div className="frame">
      <a className="skip" href={`#${CONTENT}`}>
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
        <Telephone>
          <main id={CONTENT} className="frame-content" tabIndex={-1}>
            <Outlet />
          </main>
        </Telephone>
      </div>
      <KeyMap open={mapOpen} onClose={() => setMapOpen(false)} />
    </div>
  )
}

/** Another page begins at its content, unless it takes the focus itself or somebody holds it in the frame. */
function useContentFocus(): void {
  const path = useRouterState({ select: ({ resolvedLocation }) => resolvedLocation?.pathname })
  useEffect(() => {
    if (document.activeElement === document.body) document.getElementById(CONTENT)?.focus({ preventScroll: true })
  }, [path])
}
