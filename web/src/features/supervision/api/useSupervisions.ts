import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { answered, api, newKey } from '@/api/client'
import type { components, operations } from '@/api/schema'
import { Problem } from '@/api/problem'
import { useStale } from '@/api/useStale'
import { useTopics } from '@/live/topics'

type Schemas = components['schemas']
export type Supervision = Schemas['Supervision']
export type SupervisionsWish = NonNullable<operations['listSupervisions']['parameters']['query']>

const PAGE = 25

/** Supervision orders, page by page. */
export function useSupervisions(wish: SupervisionsWish) {
  useTopics('supervisions')
  return useInfiniteQuery({
    queryKey: ['supervisions', 'list', wish],
    queryFn: ({ pageParam }) =>
      answered(api.GET('/api/v1/supervisions', { params: { query: { ...wish, cursor: pageParam, limit: PAGE } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
}

/** How many wait for one's department: replies, judgements, holds to approve. Undefined: none. */
export function useAwaitingCount(): string | undefined {
  useTopics('supervisions')
  const { data } = useQuery({
    queryKey: ['supervisions', 'count'],
    queryFn: async () => {
      const query = { limit: 1 }
      const [reply, judge, holds] = await Promise.all([
        answered(api.GET('/api/v1/supervisions', { params: { query: { ...query, scope: 'to-reply' } } })),
        answered(api.GET('/api/v1/supervisions', { params: { query: { ...query, scope: 'to-judge' } } })),
        answered(api.GET('/api/v1/hold-requests', { params: { query } })),
      ])
      return reply.count + judge.count + holds.count
    },
  })
  if (data === undefined || data === 0) return undefined
  return data > 99 ? '99+' : String(data)
}

/** Issues a supervision order 督办单. */
export function useIssue() {
  const stale = useStale()
  return useMutation({
    mutationFn: (body: Schemas['IssueSupervisionBody']) =>
      answered(api.POST('/api/v1/supervisions', { params: { header: { 'Idempotency-Key': newKey() } }, body })),
    onSettled: () => stale(['supervisions'], ['order']),
  })
}

/** What is said of several orders at once, and who has which of them. */
export interface IssueMany {
  requirement: string
  deadline: string
  /** The orders of each department that replies. */
  orders: ReadonlyMap<string, readonly string[]>
}

/** What became of one department's part: its number, or why it was refused. */
export type IssuedPart = { number: string } | { problem: Problem }

/** Issues one supervision order 督办单 to each of several departments; each is done, or not, by itself. */
export function useIssueMany() {
  const stale = useStale()
  return useMutation({
    mutationFn: async ({ requirement, deadline, orders }: IssueMany) => {
      const parts = new Map<string, IssuedPart>()
      for (const [department, concerned] of orders) {
        const body = { department, requirement, deadline, orders: [...concerned] }
        try {
          const params = { header: { 'Idempotency-Key': newKey() } }
          const { number } = await answered(api.POST('/api/v1/supervisions', { params, body }))
          parts.set(department, { number })
        } catch (problem) {
          if (!(problem instanceof Problem)) throw problem
          parts.set(department, { problem })
        }
      }
      return parts
    },
    onSettled: () => stale(['supervisions'], ['order'], ['inbox']),
  })
}

/** Replies to a supervision order, judges the reply, or takes the order back. */
export function useSupervisionCommands(id: string) {
  const stale = useStale()
  const onSettled = () => stale(['supervisions'], ['order'])
  const params = () => ({ path: { supervision_id: id }, header: { 'Idempotency-Key': newKey() } })
  return {
    reply: useMutation({
      mutationFn: (body: Schemas['ReplySupervisionBody']) =>
        answered(api.POST('/api/v1/supervisions/{supervision_id}/reply', { params: params(), body })),
      onSettled,
    }),
    judge: useMutation({
      mutationFn: (body: Schemas['JudgeSupervisionBody']) =>
        answered(api.POST('/api/v1/supervisions/{supervision_id}/judge', { params: params(), body })),
      onSettled,
    }),
    withdraw: useMutation({
      mutationFn: (body: Schemas['WithdrawSupervisionBody']) =>
        answered(api.POST('/api/v1/supervisions/{supervision_id}/withdraw', { params: params(), body })),
      onSettled,
    }),
  }
}
