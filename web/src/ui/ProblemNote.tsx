import { Alert, Button } from 'antd'
import { Problem } from '@/api/problem'
import { useWords } from '@/words'
import { common } from '@/words/common'
import { useProblemText } from './problemText'

/** A problem in place of what could not be read, or beside what could not be done. */
export function ProblemNote({ problem, onRetry }: { problem: unknown; onRetry?: () => void }) {
  const words = useWords(common)
  const text = useProblemText()
  const { title, detail, findings } = text(problem)
  const isMild = problem instanceof Problem && [409, 412, 422].includes(problem.status)
  return (
    <Alert
      role="alert"
      type={isMild ? 'warning' : 'error'}
      showIcon
      title={title}
      description={
        <>
          {detail !== '' && <div>{detail}</div>}
          {findings.length > 0 && (
            <ul className="findings">
              {findings.map((finding, place) => (
                <li key={place}>{finding}</li>
              ))}
            </ul>
          )}
        </>
      }
      action={onRetry && <Button onClick={onRetry}>{words.retry}</Button>}
    />
  )
}
