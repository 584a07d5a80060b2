import { Link, Outlet } from '@tanstack/react-router'
import { useWords } from '@/words'
import { administration } from '@/words/administration'
import { useAdministration } from './useAdministration'
import './administration.css'

/** The pages of the administration beside the one that is open. */
export function AdministrationFrame() {
  const words = useWords(administration)
  const pages = useAdministration()
  return (
    <div className="administration">
      <nav className="administration-nav" aria-label={words.pages}>
        <Link to="/administration" className="administration-title" activeOptions={{ exact: true }}>
          {words.title}
        </Link>
        {pages.map(({ to, name }) => (
          <Link key={to} to={to} className="administration-entry" activeProps={{ 'aria-current': 'page' }}>
            {words[name]}
          </Link>
        ))}
      </nav>
      <div className="administration-page">
        <Outlet />
      </div>
    </div>
  )
}
