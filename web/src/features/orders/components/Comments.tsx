import { Button } from 'antd'
import { useState } from 'react'
import type { Comment } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { Loaded } from '@/ui/Loaded'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { common } from '@/words/common'
import { notes } from '@/words/orderNotes'
import { useComments, useEditComment, useWriteComment } from '../api/useComments'
import { CommentField } from './CommentField'

interface CommentsProps {
  orderId: string
  mayWrite: boolean
}

/** What colleagues say to each other about an order. */
export function Comments({ orderId, mayWrite }: CommentsProps) {
  const words = useWords(notes)
  const shared = useWords(common)
  const { failed } = useTell()
  const query = useComments(orderId)
  const write = useWriteComment(orderId)
  return (
    <section className="panel">
      <h2>{words.comments}</h2>
      <Loaded query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          return (
            <>
              {items.length === 0 && <p className="quiet">{words.noComments}</p>}
              <ul className="plain-list">
                {items.map((comment) => (
                  <li key={comment.id}>
                    <OneComment orderId={orderId} comment={comment} />
                  </li>
                ))}
              </ul>
              {query.hasNextPage && (
                <Button size="small" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {shared.loadMore}
                </Button>
              )}
            </>
          )
        }}
      </Loaded>
      {mayWrite && (
        <CommentField
          withKey
          orderId={orderId}
          isSending={write.isPending}
          onSend={(text, people, departments) => write.mutate({ text, people, departments }, { onError: failed })}
        />
      )}
    </section>
  )
}

function OneComment({ orderId, comment }: { orderId: string; comment: Comment }) {
  const words = useWords(notes)
  const { failed } = useTell()
  const edit = useEditComment(orderId)
  const [editing, setEditing] = useState(false)
  return (
    <>
      <div className="quiet">
        {comment.author_name} · <Moment at={comment.written_at} />
        {comment.original !== null && ` · ${words.edited}`}{' '}
        {comment.is_own && !editing && (
          <Button size="small" type="link" onClick={() => setEditing(true)}>
            {words.edit}
          </Button>
        )}
      </div>
      {editing ? (
        <CommentField
          orderId={orderId}
          initial={comment.text}
          isSending={edit.isPending}
          onCancel={() => setEditing(false)}
          onSend={(text, people, departments) =>
            edit.mutate(
              { comment: comment.id, revision: comment.revision, text, people, departments },
              { onSuccess: () => setEditing(false), onError: failed },
            )
          }
        />
      ) : (
        <p className="comment-text">{comment.text}</p>
      )}
      {comment.original !== null && !editing && (
        <details className="quiet">
          <summary>{words.original}</summary>
          <p className="comment-text">{comment.original}</p>
        </details>
      )}
    </>
  )
}
