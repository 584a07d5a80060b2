import { Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useSession } from '@/api/session'
import type { InboxLine } from '@/api/types'
import { Due } from '@/clock/Due'
import { MomentPicker } from '@/clock/MomentPicker'
import { OrderNumber } from '@/ui/OrderNumber'
import { PickList } from '@/ui/PickList'
import { ProblemNote } from '@/ui/ProblemNote'
import { useTell } from '@/ui/useTell'
import { useWords } from '@/words'
import { supervision } from '@/words/supervision'
import { useIssueMany, type IssuedPart } from '../api/useSupervisions'
import { ReplierSelect } from './ReplierSelect'
import './supervision.css'

interface SuperviseManyDialogueProps {
  /** The lines that the list shows now. */
  lines: readonly InboxLine[]
  onClose: () => void
}

interface Filled {
  /** Who replies; undefined: every department for what it has itself. */
  department?: string
  requirement: string
  deadline: string
}

type Line = InboxLine & { order: string; department: string }

/** What another department has of an order: one's own departments supervise, they are not supervised. */
function supervisable(lines: readonly InboxLine[], own: ReadonlySet<string>): Line[] {
  const found = lines.filter(
    (line): line is Line => line.order !== null && line.department !== null && !own.has(line.department),
  )
  return [...new Map(found.map((line) => [keyOf(line), line])).values()]
}

const keyOf = ({ order, department }: Line) => `${order} ${department}`

/** The orders of each department that replies, each order once. */
function byDepartment(lines: readonly Line[], department: string | undefined): Map<string, string[]> {
  const orders = new Map<string, string[]>()
  for (const line of lines) {
    const who = department ?? line.department
    const known = orders.get(who) ?? []
    if (!known.includes(line.order)) orders.set(who, [...known, line.order])
  }
  return orders
}

/** Supervises several orders at once: each department that has some of them gets one supervision order. */
export function SuperviseManyDialogue({ lines, onClose }: SuperviseManyDialogueProps) {
  const words = useWords(supervision)
  const { done } = useTell()
  const { memberships } = useSession()
  const issue = useIssueMany()
  const [form] = Form.useForm<Filled>()
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set())
  const [issued, setIssued] = useState<ReadonlyMap<string, IssuedPart>>(new Map())
  const offered = supervisable(lines, new Set(memberships.map(({ department }) => department)))
  const chosen = offered.filter((line) => picked.has(keyOf(line)))
  const names = new Map(offered.map(({ department, department_name }) => [department, department_name ?? '']))
  const department = Form.useWatch('department', form)
  const parts = byDepartment(chosen, department)
  const send = ({ requirement, deadline }: Filled) =>
    issue.mutate(
      { requirement: requirement.trim(), deadline, orders: parts },
      {
        onSuccess: (told) => {
          const numbers = [...told.values()].flatMap((part) => ('number' in part ? [part.number] : []))
          if (numbers.length > 0) done(words.issuedMany(numbers.join(' ')))
          if (numbers.length === told.size) onClose()
          // What is issued is not issued again with what was refused.
          setIssued(told)
          setPicked(new Set(chosen.filter((line) => refusalOf(told, department ?? line.department)).map(keyOf)))
        },
      },
    )
  const needed = [{ required: true, message: words.needed }]
  return (
    <Modal
      open
      title={words.issueMany}
      width={680}
      okText={words.issueCount(parts.size)}
      okButtonProps={{ disabled: parts.size === 0 }}
      confirmLoading={issue.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="quiet">{words.issueManyHint}</p>
      <PickList label={words.orders} lines={offered} keyOf={keyOf} picked={picked} onPick={setPicked}>
        {(line) => ({
          name: (
            <span className="supervise-line">
              <OrderNumber number={line.order_number ?? ''} /> <span>{line.order_title}</span>
              <span className="quiet">
                {line.name} · {line.department_name}
              </span>
              <Due target={line.target_due_at} promise={line.promise_due_at} isOwn={line.limit === null} />
            </span>
          ),
        })}
      </PickList>
      <Form<Filled> form={form} layout="vertical" className="supervise-form" onFinish={send}>
        <Form.Item name="department" label={words.department}>
          <ReplierSelect taskId={(chosen[0] ?? offered[0])?.task} holding={names} placeholder={words.eachDepartment} />
        </Form.Item>
        <Form.Item name="requirement" label={words.requirement} rules={[{ ...needed[0], whitespace: true }]}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
        <Form.Item name="deadline" label={words.deadline} rules={needed}>
          <MomentPicker side="future" />
        </Form.Item>
      </Form>
      {[...issued].map(([who, part]) => (
        <Part key={who} name={names.get(who) ?? ''} part={part} />
      ))}
      {issue.isError && <ProblemNote problem={issue.error} />}
    </Modal>
  )
}

function refusalOf(told: ReadonlyMap<string, IssuedPart>, department: string): boolean {
  const part = told.get(department)
  return part !== undefined && 'problem' in part
}

/** What became of one department's supervision order, where not all were issued. */
function Part({ name, part }: { name: string; part: IssuedPart }) {
  const words = useWords(supervision)
  if ('number' in part) {
    return (
      <p role="status">
        {name} <span className="mark mark-calm">{words.issuedNumber(part.number)}</span>
      </p>
    )
  }
  return (
    <div>
      <strong>{name}</strong>
      <ProblemNote problem={part.problem} />
    </div>
  )
}
