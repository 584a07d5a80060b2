import { Form, Input, Modal, Radio, Select } from 'antd'
import type { InboxWish, SavedView, ViewBody } from '@/api/types'
import { useMay, useSession } from '@/api/session'
import { useTiers } from '@/api/useTiers'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { inboxViews } from '@/words/inbox'
import { useViewCommands } from '../api/useViews'
import { filtersOf } from './viewFilters'

interface SaveViewDialogueProps {
  wish: InboxWish
  /** The view that is shown; it can be changed where one may. */
  view: SavedView | undefined
  onClose: () => void
}

interface Values {
  name: string
  share: 'me' | 'department' | 'tier'
  department?: string
  tier?: string
}

/** Asks for a name, and for whom the view is. */
export function SaveViewDialogue({ wish, view, onClose }: SaveViewDialogueProps) {
  const words = useWords(inboxViews)
  const may = useMay()
  const { done } = useTell()
  const { make, change } = useViewCommands()
  const { memberships } = useSession()
  const tiers = useTiers().data?.items ?? []
  const [form] = Form.useForm<Values>()
  const share = Form.useWatch('share', form)
  const old = view?.may_change === true ? view : undefined
  const command = old === undefined ? make : change
  const departments = [...new Map(memberships.map((one) => [one.department, one.department_name])).entries()]
  const save = (values: Values) => {
    const body: ViewBody = {
      name: values.name.trim(),
      filters: filtersOf(wish),
      ...(values.share === 'department' && { department: values.department }),
      ...(values.share === 'tier' && { tier: values.tier }),
    }
    const told = {
      onSuccess: () => {
        done(words.saved)
        onClose()
      },
    }
    if (old === undefined) make.mutate(body, told)
    else change.mutate({ view: old, body: { ...body, columns: old.columns as ViewBody['columns'] } }, told)
  }
  return (
    <Modal
      open
      title={old === undefined ? words.save : words.change}
      onCancel={onClose}
      onOk={() => form.submit()}
      confirmLoading={command.isPending}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={save}
        initialValues={{
          name: old?.name ?? '',
          share: old?.department ? 'department' : old?.tier ? 'tier' : 'me',
          department: old?.department ?? departments[0]?.[0],
          tier: old?.tier ?? tiers[0]?.id,
        }}
      >
        <Form.Item name="name" label={words.name} rules={[{ required: true, whitespace: true, message: words.nameNeeded }]}>
          <Input maxLength={60} autoFocus />
        </Form.Item>
        {may('export-list') && (
          <Form.Item name="share" label={words.share}>
            <Radio.Group
              aria-label={words.share}
              options={(['me', 'department', 'tier'] as const).map((value) => ({ value, label: words[value] }))}
            />
          </Form.Item>
        )}
        {share === 'department' && (
          <Form.Item name="department" label={words.department} rules={[{ required: true, message: words.chooseOne }]}>
            <Select options={departments.map(([value, label]) => ({ value, label }))} />
          </Form.Item>
        )}
        {share === 'tier' && (
          <Form.Item name="tier" label={words.tier} rules={[{ required: true, message: words.chooseOne }]}>
            <Select showSearch={{ optionFilterProp: 'label' }} options={tiers.map(({ id, name }) => ({ value: id, label: name }))} />
          </Form.Item>
        )}
      </Form>
      {command.error !== null && <ProblemNote problem={command.error} />}
    </Modal>
  )
}
