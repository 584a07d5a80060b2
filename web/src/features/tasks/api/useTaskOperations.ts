import { useMutation } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { components } from '@/api/schema'
import { useStale } from '@/api/useStale'

type Schemas = components['schemas']
type Answer = Schemas['AnswerBody'] & { line: string }
type TakeBack = Schemas['PassBody'] & { line: string }

/** What passes a task on, asks others about it, or raises attention. Each asks the task to be read anew. */
export function useTaskOperations(taskId: string) {
  const stale = useStale()
  const onSettled = () => stale(['task', taskId], ['inbox'], ['order'])
  const params = () => ({ path: { task_id: taskId }, header: { 'Idempotency-Key': newKey() } })
  const ofLine = (line: string) => ({
    path: { task_id: taskId, line_id: line },
    header: { 'Idempotency-Key': newKey() },
  })
  return {
    reassign: useMutation({
      mutationFn: (body: Schemas['ReassignBody']) =>
        answered(api.POST('/api/v1/tasks/{task_id}/reassign', { params: params(), body })),
      onSettled,
    }),
    reject: useMutation({
      mutationFn: (body: Schemas['RejectBody']) =>
        answered(api.POST('/api/v1/tasks/{task_id}/reject', { params: params(), body })),
      onSettled,
    }),
    handUp: useMutation({
      mutationFn: (body: Schemas['PassBody']) =>
        answered(api.POST('/api/v1/tasks/{task_id}/hand-up', { params: params(), body })),
      onSettled,
    }),
    takeOver: useMutation({
      mutationFn: (body: Schemas['PassBody']) =>
        answered(api.POST('/api/v1/tasks/{task_id}/take-over', { params: params(), body })),
      onSettled,
    }),
    delegate: useMutation({
      mutationFn: (body: Schemas['DelegateBody']) =>
        answered(api.POST('/api/v1/tasks/{task_id}/delegate', { params: params(), body })),
      onSettled,
    }),
    coSign: useMutation({
      mutationFn: (body: Schemas['CoSignBody']) =>
        answered(api.POST('/api/v1/tasks/{task_id}/co-signers', { params: params(), body })),
      onSettled,
    }),
    review: useMutation({
      mutationFn: (body: Schemas['ReviewBody']) =>
        answered(api.POST('/api/v1/tasks/{task_id}/reviews', { params: params(), body })),
      onSettled,
    }),
    urge: useMutation({
      mutationFn: (body: Schemas['UrgeBody']) =>
        answered(api.POST('/api/v1/tasks/{task_id}/urge', { params: params(), body })),
      onSettled,
    }),
    escalate: useMutation({
      mutationFn: (body: Schemas['EscalateBody']) =>
        answered(api.POST('/api/v1/tasks/{task_id}/escalate', { params: params(), body })),
      onSettled,
    }),
    answer: useMutation({
      mutationFn: ({ line, ...body }: Answer) =>
        answered(api.POST('/api/v1/tasks/{task_id}/questions/{line_id}/answer', { params: ofLine(line), body })),
      onSettled,
    }),
    takeBack: useMutation({
      mutationFn: ({ line, ...body }: TakeBack) =>
        answered(api.POST('/api/v1/tasks/{task_id}/questions/{line_id}/take-back', { params: ofLine(line), body })),
      onSettled,
    }),
  }
}

export type TaskOperations = ReturnType<typeof useTaskOperations>
