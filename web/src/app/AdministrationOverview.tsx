import { Link } from '@tanstack/react-router'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { administration } from '@/words/administration'
import { useAdministration } from './useAdministration'

/** What can be administered, with a sentence about each page. */
export function AdministrationOverview() {
  const words = useWords(administration)
  const pages = useAdministration()
  return (
    <Page title={words.title}>
      {pages.length === 0 ? (
        <div className="empty">{words.nothing}</div>
      ) : (
        <ul className="administration-overview">
          {pages.map(({ to, name, about }) => (
            <li key={to} className="panel">
              <Link to={to}>{words[name]}</Link>
              <p className="quiet">{words[about]}</p>
            </li>
          ))}
        </ul>
      )}
    </Page>
  )
}
