import { Alert } from 'antd'
import type { Task } from '@/api/types'
import { useWords } from '@/words'
import { questions } from '@/words/operations'
import { useTaskOperations } from '../api/useTaskOperations'
import { Question } from './Question'

/** Who was asked before the task completes, what they said, and where one answers oneself. */
export function TaskQuestions({ task }: { task: Task }) {
  const words = useWords(questions)
  const commands = useTaskOperations(task.id)
  if (task.questions.length === 0) return null
  return (
    <section className="panel task-questions">
      <h2>{words.title}</h2>
      {task.submitted_by_name !== null && <Alert type="info" showIcon title={words.submitted(task.submitted_by_name)} />}
      {task.review_outcome !== null && (
        <Alert
          type={task.review_outcome === 'passed' ? 'success' : 'warning'}
          showIcon
          title={task.review_outcome === 'passed' ? words.passed : words.failed}
        />
      )}
      <ul>
        {task.questions.map((question) => (
          <Question key={question.id} question={question} revision={task.revision} commands={commands} />
        ))}
      </ul>
    </section>
  )
}
