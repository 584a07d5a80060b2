import { Link } from '@tanstack/react-router'
import { Button, Input, Modal } from 'antd'
import { useDeferredValue, useState } from 'react'
import type { NoticeText } from '@/api/types'
import { useZone } from '@/api/session'
import { exactMoment } from '@/clock/moments'
import { findingSentence } from '@/ui/findingText'
import { useTell } from '@/ui/useTell'
import { useLanguage, useWords } from '@/words'
import { noticeTexts } from '@/words/notices'
import { useChangeText, usePreview } from '../api/useTexts'
import './notices.css'

/** Edits the text of a kind in both languages, with how it reads and what is wrong with it beside it. */
export function TextEditor({ found, onClose }: { found: NoticeText; onClose: () => void }) {
  const words = useWords(noticeTexts)
  const { language } = useLanguage()
  const zone = useZone()
  const { done, failed } = useTell()
  const [texts, setTexts] = useState({ text_en: found.text_en, text_zh: found.text_zh })
  const [reason, setReason] = useState('')
  const { data: preview } = usePreview(found.kind, useDeferredValue(texts))
  const { change, reset } = useChangeText(found.kind)
  const told = { reason: reason.trim() || undefined, revision: found.revision }
  const after = (said: string) => ({
    onSuccess: () => {
      done(said)
      onClose()
    },
    onError: failed,
  })
  const field = (name: 'text_zh' | 'text_en', label: string, example: string | null | undefined) => {
    const wrong = (preview?.findings ?? []).filter((finding) => finding.field === name)
    return (
      <div className="notice-text-field">
        <label htmlFor={`notice-${name}`}>{label}</label>
        <Input.TextArea
          id={`notice-${name}`}
          rows={3}
          maxLength={500}
          showCount
          status={wrong.length > 0 ? 'error' : undefined}
          value={texts[name]}
          aria-describedby={`notice-${name}-shown`}
          onChange={({ target }) => setTexts({ ...texts, [name]: target.value })}
        />
        <div id={`notice-${name}-shown`} aria-live="polite">
          {wrong.length > 0 ? (
            <ul className="findings" role="alert">
              {wrong.map((finding, place) => (
                <li key={place}>{findingSentence(finding, language)}</li>
              ))}
            </ul>
          ) : (
            <blockquote className="notice-example">{example ?? words.cannot}</blockquote>
          )}
        </div>
      </div>
    )
  }
  return (
    <Modal
      open
      width={720}
      title={language === 'zh' ? found.name_zh : found.name}
      onCancel={onClose}
      footer={[
        found.revision > 0 && (
          <Button key="reset" danger loading={reset.isPending} onClick={() => reset.mutate(told, after(words.wasReset))}>
            {words.reset}
          </Button>
        ),
        <Button key="cancel" onClick={onClose}>
          {words.cancel}
        </Button>,
        <Button
          key="save"
          type="primary"
          disabled={(preview?.findings ?? []).length > 0}
          loading={change.isPending}
          onClick={() => change.mutate({ ...texts, ...told }, after(words.saved))}
        >
          {words.save}
        </Button>,
      ]}
    >
      <p className="quiet">
        {words.hint}
        <br />
        {words.values}: {found.placeholders.map((name) => `{${name}}`).join(' ')}
      </p>
      {field('text_zh', words.chinese, preview?.example_zh)}
      {field('text_en', words.english, preview?.example_en)}
      <label htmlFor="notice-reason">{words.reason}</label>
      <Input id="notice-reason" maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
      <p className="quiet">
        {found.changed_at !== null && found.changed_by !== null
          ? words.changedBy(found.changed_by, exactMoment(found.changed_at, language, zone))
          : words.shipped}{' '}
        <Link to="/administration/changes" search={{ subject: 'notice-texts', text: found.kind }}>
          {words.history}
        </Link>
      </p>
    </Modal>
  )
}
