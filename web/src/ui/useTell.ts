import { App } from 'antd'
import { useProblemText } from './problemText'

/** Returns functions that tell in passing what was done, and what could not be done. */
export function useTell(): { done: (text: string) => void; failed: (problem: unknown) => void } {
  const { message, notification } = App.useApp()
  const text = useProblemText()
  return {
    done: (said) => void message.success(said),
    failed: (problem) => {
      const { title, detail, findings } = text(problem)
      notification.error({ title, description: [detail, ...findings].filter((part) => part !== '').join('\n') })
    },
  }
}
