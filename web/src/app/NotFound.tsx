import { Link } from '@tanstack/react-router'
import { useWords } from '@/words'
import { frame } from '@/words/frame'

/** For an address that is no page. */
export function NotFound() {
  const words = useWords(frame)
  return (
    <main className="alone">
      <h1>{words.noSuchPage}</h1>
      <p>
        <Link to="/inbox">{words.toInbox}</Link>
      </p>
    </main>
  )
}
