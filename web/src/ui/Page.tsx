import type { ReactNode } from 'react'
import { useTitle } from './useTitle'

interface PageProps {
  title: string
  /** What stands beside the title: what can be done on the page. */
  actions?: ReactNode
  children: ReactNode
}

/** A page with a title of its own. */
export function Page({ title, actions, children }: PageProps) {
  useTitle(title)
  return (
    <div className="page">
      <header className="page-head">
        <h1>{title}</h1>
        {actions !== undefined && <div className="page-actions">{actions}</div>}
      </header>
      {children}
    </div>
  )
}
