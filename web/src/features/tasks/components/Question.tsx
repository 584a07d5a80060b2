import { Button, Input, Space } from 'antd'
import { useState } from 'react'
import type { Task } from '@/api/types'
import { Moment } from '@/clock/Moment'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { questions } from '@/words/operations'
import type { TaskOperations } from '../api/useTaskOperations'

interface QuestionProps {
  question: Task['questions'][number]
  revision: number
  commands: TaskOperations
}

/** One who was asked: waiting, or with the answer; its own answer, and taking it back. */
export function Question({ question, revision, commands }: QuestionProps) {
  const words = useWords(questions)
  const { done } = useTell()
  const [opinion, setOpinion] = useState('')
  const [isBack, setBack] = useState(false)
  const { answer, takeBack } = commands
  const said = opinion.trim()
  const send = (agrees: boolean) =>
    answer.mutate({ line: question.id, agrees, opinion: said }, { onSuccess: () => done(words.answered) })
  const back = () =>
    takeBack.mutate(
      { line: question.id, reason: said, revision },
      {
        onSuccess: () => {
          done(words.takenBack)
          setBack(false)
        },
      },
    )
  const state =
    question.answer === null
      ? question.status === 'open'
        ? words.waiting
        : question.outcome === 'passed' || question.outcome === 'failed'
          ? words.notNeeded
          : words.withdrawn
      : words[question.answer as 'agree' | 'refuse' | 'done']
  const failed = answer.variables?.line === question.id ? answer.error : takeBack.variables?.line === question.id ? takeBack.error : null
  return (
    <li className="question">
      <div>
        <strong>{question.person_name ?? question.department_name}</strong>{' '}
        <span className="mark mark-calm">{words[question.role]}</span>{' '}
        {question.timing === 'after' && <span className="mark">{words.after}</span>}{' '}
        <span className={question.answer === 'refuse' ? 'mark mark-late' : 'mark'}>{state}</span>{' '}
        <span className="quiet">
          {question.asked_by_name} <Moment at={question.answered_at ?? question.asked_at} />
        </span>
      </div>
      {question.question !== '' && <div className="quiet">{question.question}</div>}
      {question.opinion !== null && question.opinion !== '' && <blockquote>{question.opinion}</blockquote>}
      {question.may_answer && (
        <div className="question-answer">
          <label className="form-label" htmlFor={`opinion-${question.id}`}>
            {words.forMe}
          </label>
          <Input.TextArea
            id={`opinion-${question.id}`}
            rows={2}
            maxLength={2000}
            placeholder={words.opinion}
            value={opinion}
            onChange={(event) => setOpinion(event.target.value)}
          />
          <Space>
            <Button type="primary" loading={answer.isPending} onClick={() => send(true)}>
              {question.role === 'delegate' ? words.doneAction : words.agreeAction}
            </Button>
            {question.role !== 'delegate' && (
              <Button danger disabled={said === ''} title={words.opinionNeeded} loading={answer.isPending} onClick={() => send(false)}>
                {words.refuseAction}
              </Button>
            )}
          </Space>
        </div>
      )}
      {question.may_take_back && !question.may_answer && (
        <div className="question-answer">
          {isBack && (
            <Input
              aria-label={words.whyBack}
              placeholder={words.whyBack}
              maxLength={1000}
              autoFocus
              value={opinion}
              onChange={(event) => setOpinion(event.target.value)}
              onPressEnter={() => said !== '' && back()}
            />
          )}
          <Button
            size="small"
            disabled={isBack && said === ''}
            loading={takeBack.isPending}
            onClick={() => (isBack ? back() : setBack(true))}
          >
            {words.takeBack}
          </Button>
        </div>
      )}
      {failed !== null && <ProblemNote problem={failed} />}
    </li>
  )
}
