import { useWishes } from '@/features/notifications/api/useWishes'
import { WishesForm } from '@/features/notifications/components/WishesForm'
import { Loaded } from '@/ui/Loaded'
import { Page } from '@/ui/Page'
import { useWords } from '@/words'
import { wishes } from '@/words/notices'

/** How one wants to be told. */
export function NoticeWishesRoute() {
  const words = useWords(wishes)
  const query = useWishes()
  return (
    <Page title={words.title}>
      <Loaded query={query}>{(found) => <WishesForm key={found.revision} found={found} />}</Loaded>
    </Page>
  )
}
