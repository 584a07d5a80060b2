import { App, Button } from 'antd'
import { answered, api, newKey } from '@/api/client'
import { useStale } from '@/api/useStale'
import { useKeys } from '@/keyboard/useKeys'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { tasks } from '@/words/tasks'

/** How long a completion can be taken back with one press; the sender's page of the task can longer. */
const SHOWN_SECONDS = 12

/**
 * Tells that a task was completed, with a button that takes it back 撤回 as long as the receiver has not
 * touched it. It outlives the page of the task.
 */
export function useUndo(): (said: string, sent: string | undefined, onBack: () => void) => void {
  const { message } = App.useApp()
  const words = useWords(tasks)
  const stale = useStale()
  const { done, failed } = useTell()
  return (said, sent, onBack) => {
    if (sent === undefined) {
      done(said)
      return
    }
    const key = `undo-${sent}`
    const withdraw = async () => {
      message.destroy(key)
      const params = { path: { task_id: sent }, header: { 'Idempotency-Key': newKey() } }
      try {
        await answered(api.POST('/api/v1/tasks/{task_id}/withdraw', { params, body: { reason: '' } }))
        done(words.withdrawn)
        onBack()
      } catch (problem) {
        failed(problem)
      }
      stale(['task'], ['inbox'], ['order'])
    }
    void message.success({
      key,
      duration: SHOWN_SECONDS,
      content: (
        <>
          {said} <Undo hint={words.withdrawHint} label={words.withdraw} onUndo={() => void withdraw()} />
        </>
      ),
    })
  }
}

/** The button in the message; `z` presses it as long as it is there. */
function Undo({ label, hint, onUndo }: { label: string; hint: string; onUndo: () => void }) {
  useKeys({ z: onUndo })
  return (
    <Button type="link" size="small" title={hint} onClick={onUndo}>
      {label} <kbd aria-hidden>z</kbd>
    </Button>
  )
}
