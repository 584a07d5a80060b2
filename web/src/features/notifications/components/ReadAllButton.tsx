import { Button } from 'antd'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { notices } from '@/words/notices'
import { useReadAll } from '../api/useNotices'

/** Marks everything as read that is there now. */
export function ReadAllButton({ unread }: { unread: number }) {
  const words = useWords(notices)
  const { done, failed } = useTell()
  const readAll = useReadAll()
  return (
    <Button
      size="small"
      disabled={unread === 0}
      loading={readAll.isPending}
      onClick={() =>
        readAll.mutate(undefined, { onSuccess: ({ read }) => done(words.marked(read)), onError: failed })
      }
    >
      {words.allRead}
    </Button>
  )
}
