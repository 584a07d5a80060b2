import { Input, Modal } from 'antd'
import { useId, useState } from 'react'
import { ProblemNote } from '@/ui/ProblemNote'
import { useWords } from '@/words'
import { drafts } from '@/words/workbench'
import { useCreateDraft } from '../api/useDrafts'

const KEY = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Begins a new process: the smallest that runs, under a key and names of its own. */
export function NewDraftDialogue({ onClose, onMade }: { onClose: () => void; onMade: (id: string) => void }) {
  const words = useWords(drafts)
  const create = useCreateDraft()
  const id = useId()
  const [blank, setBlank] = useState({ key: '', name_zh: '', name_en: '' })
  const isWhole = KEY.test(blank.key) && blank.name_zh.trim() !== '' && blank.name_en.trim() !== ''
  const field = (name: keyof typeof blank, label: string, hint?: string) => (
    <div className="form-field">
      <label className="form-label" htmlFor={`${id}${name}`}>
        {label}
      </label>
      <Input
        id={`${id}${name}`}
        value={blank[name]}
        status={name === 'key' && blank.key !== '' && !KEY.test(blank.key) ? 'error' : undefined}
        maxLength={name === 'key' ? 60 : 200}
        onChange={(event) => setBlank({ ...blank, [name]: event.target.value })}
      />
      {hint !== undefined && <p className="quiet properties-hint">{hint}</p>}
    </div>
  )
  return (
    <Modal
      open
      title={words.create}
      okText={words.begin}
      okButtonProps={{ disabled: !isWhole }}
      confirmLoading={create.isPending}
      onCancel={onClose}
      onOk={() => create.mutate({ blank }, { onSuccess: (made) => onMade(made.id) })}
    >
      <p className="quiet">{words.createHint}</p>
      {field('key', words.key, words.keyHint)}
      {field('name_zh', words.nameZh)}
      {field('name_en', words.nameEn)}
      {create.isError && <ProblemNote problem={create.error} />}
    </Modal>
  )
}
