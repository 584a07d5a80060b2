import { Button } from 'antd'
import { useState } from 'react'
import type { OutageView } from '@/api/types'
import { useKeys } from '@/keyboard/useKeys'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { outages } from '@/words/outages'
import { useOutageCommands } from '../api/useOutages'
import { AskDialogue } from './AskDialogue'
import { EditOutageDialogue } from './EditOutageDialogue'

/** What can be done to an outage that goes on. */
export function OutageActions({ outage }: { outage: OutageView }) {
  const words = useWords(outages)
  const { done, failed } = useTell()
  const commands = useOutageCommands(outage.id, outage.revision)
  const [open, setOpen] = useState<'estimate' | 'edit' | 'cancel'>()
  const close = () => setOpen(undefined)
  useKeys({ e: () => setOpen('edit'), t: () => setOpen('estimate') })
  const told = {
    onSuccess: ({ told: count }: { told: number }) => {
      done(words.told(count))
      close()
    },
  }
  return (
    <>
      <Button onClick={() => setOpen('estimate')}>
        {words.change} <kbd aria-hidden>t</kbd>
      </Button>
      <Button onClick={() => setOpen('edit')}>
        {words.edit} <kbd aria-hidden>e</kbd>
      </Button>
      <Button
        type="primary"
        loading={commands.restore.isPending}
        onClick={() => commands.restore.mutate(undefined, { ...told, onError: failed })}
      >
        {words.restore}
      </Button>
      <Button danger onClick={() => setOpen('cancel')}>
        {words.cancel}
      </Button>
      {open === 'estimate' && (
        <AskDialogue
          title={words.change}
          label={words.expected}
          hint={words.changeHint}
          asks="moment"
          command={commands.change}
          onClose={close}
          onSend={(expected_at) => commands.change.mutate({ expected_at }, told)}
        />
      )}
      {open === 'cancel' && (
        <AskDialogue
          title={words.cancel}
          label={words.reason}
          asks="reason"
          command={commands.cancel}
          onClose={close}
          onSend={(reason) => commands.cancel.mutate(reason, told)}
        />
      )}
      {open === 'edit' && (
        <EditOutageDialogue
          outage={outage}
          command={commands.change}
          onClose={close}
          onSend={(changes) => commands.change.mutate(changes, told)}
        />
      )}
    </>
  )
}
