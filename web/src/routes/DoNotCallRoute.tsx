import { getRouteApi, Link, useNavigate } from '@tanstack/react-router'
import { DoNotCall } from '@/features/campaigns/components/DoNotCall'
import { useWords } from '@/words'
import { campaigns } from '@/words/campaigns'

const route = getRouteApi('/inside/do-not-call')

/** The numbers that nobody calls. */
export function DoNotCallRoute() {
  const words = useWords(campaigns)
  const wish = route.useSearch()
  const navigate = useNavigate()
  return (
    <DoNotCall
      wish={wish}
      onWish={(search) => void navigate({ to: '/do-not-call', search, replace: true })}
      back={<Link to="/campaigns">{words.title}</Link>}
    />
  )
}
