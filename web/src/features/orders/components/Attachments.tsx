import { Button, Upload } from 'antd'
import { Paperclip } from 'lucide-react'
import { useRef, useState } from 'react'
import { useAttach, useAttachments, useRemoveAttachment } from '@/api/useAttachments'
import { Moment } from '@/clock/Moment'
import { useKeys } from '@/keyboard/useKeys'
import { Loaded } from '@/ui/Loaded'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { common } from '@/words/common'
import { notes, relations } from '@/words/orderNotes'
import { ReasonDialogue } from './ReasonDialogue'

const KILOBYTE = 1024

interface AttachmentsProps {
  orderId: string
  mayAttach: boolean
}

/** The files of an order. */
export function Attachments({ orderId, mayAttach }: AttachmentsProps) {
  const words = useWords(notes)
  const { reason } = useWords(relations)
  const shared = useWords(common)
  const { failed } = useTell()
  const query = useAttachments(orderId)
  const attach = useAttach(orderId)
  const remove = useRemoveAttachment(orderId)
  const [leaving, setLeaving] = useState<string>()
  const button = useRef<HTMLButtonElement>(null)
  useKeys({ a: () => button.current?.click() })
  return (
    <section className="panel">
      <h2>{words.files}</h2>
      <Loaded query={query}>
        {({ pages }) => {
          const items = pages.flatMap((page) => page.items)
          return (
            <>
              {items.length === 0 && <p className="quiet">{words.noFiles}</p>}
              <ul className="plain-list">
                {items.map((file) => (
                  <li key={file.id}>
                    {file.removed_at === null ? (
                      <a href={`/api/v1/orders/${orderId}/attachments/${file.id}/content`} download={file.name}>
                        {file.name}
                      </a>
                    ) : (
                      <del>{file.name}</del>
                    )}{' '}
                    <span className="quiet">
                      {Math.ceil(file.size / KILOBYTE)} KB · {file.uploaded_by_name} · <Moment at={file.uploaded_at} />
                      {file.scan === 'unscanned' && ` · ${words.unscanned}`}
                      {file.removed_at !== null && ` · ${words.removed(file.removed_by_name ?? '')}`}
                    </span>{' '}
                    {file.may_remove && (
                      <Button size="small" type="link" onClick={() => setLeaving(file.id)}>
                        {words.remove}
                      </Button>
                    )}
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
      {mayAttach && (
        <Upload
          // The button in it takes the focus, not also what is around it.
          hasControlInside
          showUploadList={false}
          beforeUpload={(file) => {
            attach.mutate(file, { onError: failed })
            return false
          }}
        >
          <Button ref={button} size="small" icon={<Paperclip size={14} />} loading={attach.isPending}>
            {words.attach} <kbd aria-hidden>a</kbd>
          </Button>
        </Upload>
      )}
      {leaving !== undefined && (
        <ReasonDialogue
          title={words.remove}
          label={reason}
          command={remove}
          onClose={() => setLeaving(undefined)}
          onSend={(why) =>
            remove.mutate({ attachment: leaving, reason: why }, { onSuccess: () => setLeaving(undefined) })
          }
        />
      )}
    </section>
  )
}
