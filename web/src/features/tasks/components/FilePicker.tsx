import { Button, Select, Upload } from 'antd'
import { useAttach, useAttachments } from '@/api/useAttachments'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { asking } from '@/words/operations'

interface FilePickerProps {
  orderId: string
  /** Given by the form that it stands in. */
  id?: string
  value?: string[]
  onChange?: (files: string[]) => void
}

/** Chooses among the files of an order, and attaches another one. */
export function FilePicker({ orderId, id, value = [], onChange }: FilePickerProps) {
  const words = useWords(asking)
  const { failed } = useTell()
  const query = useAttachments(orderId)
  const attach = useAttach(orderId)
  const files = (query.data?.pages ?? []).flatMap(({ items }) => items).filter(({ removed_at }) => removed_at === null)
  const upload = (file: File) => {
    attach.mutate(file, {
      onSuccess: ({ attachment }) => onChange?.([...value, attachment]),
      onError: failed,
    })
    return false
  }
  return (
    <>
      <Select
        id={id}
        mode="multiple"
        value={value}
        onChange={onChange}
        loading={query.isFetching}
        options={files.map(({ id: file, name }) => ({ value: file, label: name }))}
        onPopupScroll={() => query.hasNextPage && !query.isFetchingNextPage && void query.fetchNextPage()}
      />
      <Upload hasControlInside beforeUpload={upload} showUploadList={false}>
        <Button size="small" loading={attach.isPending}>
          {words.upload}
        </Button>
      </Upload>
    </>
  )
}
