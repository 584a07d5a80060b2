import { Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { ProblemNote } from '@/ui/ProblemNote'
import { useNamed, useWords } from '@/words'
import { limits } from '@/words/limits'
import { useDraftLimits, useLimitProfiles } from '../api/useLimits'

interface Wanted {
  profile: string
  version: string
  note?: string
}

/** Begins a version of a profile as a copy of what is in force. */
export function NewVersion({ onBegun }: { onBegun: (version: string) => void }) {
  const words = useWords(limits)
  const named = useNamed()
  const profiles = useLimitProfiles()
  const draft = useDraftLimits()
  const [isOpen, setOpen] = useState(false)
  const [form] = Form.useForm<Wanted>()
  const begin = ({ profile, version, note }: Wanted) =>
    draft.mutate({ profile, version, note: note ?? '' }, { onSuccess: ({ id }) => onBegun(id) })
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>
        {words.begin}
      </Button>
      <Modal
        title={words.begin}
        open={isOpen}
        okText={words.begin}
        cancelText={words.cancel}
        confirmLoading={draft.isPending}
        onOk={() => form.submit()}
        onCancel={() => setOpen(false)}
      >
        <p className="quiet">{words.copyOf}</p>
        {draft.isError && <ProblemNote problem={draft.error} />}
        <Form<Wanted>
          form={form}
          layout="vertical"
          initialValues={{ profile: profiles.data?.items[0]?.key }}
          onFinish={begin}
        >
          <Form.Item name="profile" label={words.profile} rules={[{ required: true }]}>
            <Select
              options={(profiles.data?.items ?? []).map((profile) => ({ value: profile.key, label: named(profile) }))}
            />
          </Form.Item>
          <Form.Item name="version" label={words.version} rules={[{ required: true, max: 32 }]}>
            <Input placeholder="2026.2" />
          </Form.Item>
          <Form.Item name="note" label={words.note} rules={[{ max: 1000 }]}>
            <Input.TextArea rows={2} />
          </Form.Item>
        </Form>
      </Modal>
    </>
  )
}
